test "the event of its plan" for three_doors {
  given user { }
  at 2026-03-02 10:00  event go { plan "a" }
  expect send one by push
  at 2026-03-02 11:00  event stop_it { plan "b" }
  at 2026-03-02 11:00  expect waiting
  at 2026-03-02 12:00  event stop_it { plan "all" }
  expect exit
  at 2026-03-03 22:00  expect nothing
}

# An unknown plan is not equal to anything, but "all" is.
test "the plan is not known" for three_doors {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send one by push
  at 2026-03-02 11:00  event stop_it { }
  expect waiting
  at 2026-03-02 12:00  event any_word { }
  expect exit
}

test "by condition" for three_doors {
  given user { happy false }
  at 2026-03-02 10:00  event go { plan "a" }
  expect send one by push
  at 2026-03-02 11:00  set { happy true }
  expect exit
  at 2026-03-02 12:00  event go { plan "a" }
  expect refused by exit
  at 2026-03-02 13:00  set { happy false }
  at 2026-03-02 13:00  event go { plan "a" }
  expect send one by push
}

# Two days are 48 hours: 03-04 10:00. The third message would go 72 hours after entry.
test "by time" for three_doors {
  given user { }
  at 2026-03-02 10:00  event go { plan "a" }
  expect send one by push
  at 2026-03-03 22:00  expect send two by push
  at 2026-03-04 09:59:59  expect waiting
  at 2026-03-04 10:00  expect exit
  at 2026-03-05 10:00  expect nothing
}
