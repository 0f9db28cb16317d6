# A tag with a condition is true exactly while the condition is.
test "the rule's tag comes and goes" for label {
  given user { age 20 }
  at 2026-03-02 10:00  event view { }
  expect not in keen_adults
  at 2026-03-02 12:00  event view { }
  expect in keen_adults
  expect tag "keen"
  at 2026-03-02 12:30  event order { }
  expect send hello by push
  expect tag "hand made"
  at 2026-03-03 10:00  expect not in keen_adults
  at 2026-03-03 10:30  event order { }
  expect nothing
  expect not in marked
}

# Who does not match for certain is not in: an unknown age is not in adults, so in minors.
test "facts about the unknown" {
  given user { tags "hand made"; vip true }
  at 2026-03-02 10:00  expect not in adults
  expect in minors
  expect in members
  expect in marked
  set { age 17 }
  expect in minors
  set { age 18 }
  expect not in minors
}

test "two tags" {
  given user { tags "hand made", "refused" }
  at 2026-03-02 10:00  expect not in marked
}
