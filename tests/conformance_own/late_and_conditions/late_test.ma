test "late" for c {
  given user { }
  at 2026-03-02 10:00  event v { }
  event v { }
  at 2026-03-02 12:00  event v { time 2026-03-02 11:30 }
  expect in three
  expect refused by late
  expect nothing
  at 2026-03-02 12:01  event v { }
  expect nothing
}

test "late by both ways" for o {
  given user { }
  at 2026-03-02 12:00  event v { time 2026-03-02 11:30 }
  expect refused by late
}

test "not late" for c {
  given user { }
  at 2026-03-02 10:00  event v { }
  event v { }
  at 2026-03-02 12:00  event v { time 2026-03-02 11:50 }
  expect send m by push
}

test "a late one ends no wait" for d {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:30  event v { time 2026-03-02 10:10 }
  expect waiting
  at 2026-03-02 11:00  expect tag "none"
}
