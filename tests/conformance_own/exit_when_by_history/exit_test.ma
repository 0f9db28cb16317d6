test "slid away" for c {
  given user { did v { } at 2026-03-02 09:30 }
  at 2026-03-02 10:00  event go { }
  expect waiting
  at 2026-03-02 11:00  expect waiting
  at 2026-03-02 12:00  expect exit
  expect nothing
}

test "refused" for c {
  given user { did v { } at 2026-03-02 09:00 }
  at 2026-03-02 10:00  event go { }
  expect refused by exit
}

test "since entry" for d {
  given user { did v { } at 2026-03-02 09:00 }
  at 2026-03-02 10:00  call d
  event v { }
  expect waiting
  event v { }
  expect exit
}
