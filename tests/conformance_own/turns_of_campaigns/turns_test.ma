# Visit 1: `earlier` finds 0. Visit 2: `by_attribute` finds the 2 that `counter` has just set. Visit 3: the tag of this very visit.
test "each finds what the ones before it have done" {
  given user { }
  at 2026-03-02 10:00  event visited { page "start" }
  expect send welcome by push containing "visit 0"
  at 2026-03-02 11:00  event visited { page "start" }
  expect send second_visit by push containing "visit 2"
  expect send two by popup
  at 2026-03-02 12:00  event visited { page "offers" }
  expect tag "regular"
  expect send third_visit by push containing "visit 3"
}

# What the event itself says counts as before.
test "a change opens no door that the event has closed" for by_tag {
  given user { visits 2 }
  at 2026-03-02 10:00  event visited { page "imprint" }
  expect tag "regular"
  expect nothing
}

# 10:10: 85 looks first and finds "new"; 80 makes it "known"; 20 finds that.
test "waits, too" {
  given user { visits 7 }
  at 2026-03-02 10:00  event answered { }
  at 2026-03-02 10:10  event visited { page "start" }
  expect tag "heard of it"
  at 2026-03-02 11:00  expect tag "heard too late"
}

# 11:00 is the fifth visit, and the second that was seen: 60 goes before 30.
test "conditions that turn at one input" {
  given user { visits 3 }
  at 2026-03-02 10:00  event visited { page "start" }
  expect nothing
  at 2026-03-02 11:00  event visited { page "start" }
  expect send five by popup
  expect blocked two by limits
}
