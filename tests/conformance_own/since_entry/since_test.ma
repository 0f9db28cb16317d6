test "the first that matches" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:10  event form { step 1 }
  at 2026-03-02 10:20  event form { step 2 }
  at 2026-03-02 10:30  event form { step 3 }
  expect nothing
  at 2026-03-02 11:00  expect send yes by push containing "step 2"
}

test "before the entry, and in an earlier run" for c {
  given user { did form { step 5 } at 2026-03-01 10:00 }
  at 2026-03-02 09:59:59  event form { step 4 }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 12:00  expect send no_ by push
  at 2026-03-02 13:00  event go { }
  at 2026-03-02 15:00  expect send no_ by push
}

# Same instant, before and after the entry event in the log.
test "in the order of the log" for c {
  given user { }
  at 2026-03-02 10:00  event form { step 7 }
  event go { }
  at 2026-03-02 11:00  expect nothing
  at 2026-03-02 12:00  expect send no_ by push
  at 2026-03-02 13:00  event go { }
  event form { step 8 }
  at 2026-03-02 14:00  expect send yes by push containing "step 8"
}
