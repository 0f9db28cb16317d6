test "both match" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:10  event paid { amount 100 CNY }
  expect send big by push
  expect finished
}

test "unknown is not true" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:10  event paid { }
  expect send small by push
}

test "at the deadline" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:30  event left { }
  expect send gone by push
  at 2026-03-02 10:30:01  expect nothing
}

test "timeout" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:30  expect send over by push
}
