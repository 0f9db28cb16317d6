test "the last instant" for c {
  given user { timezone "Europe/Berlin" }
  at 2026-10-24 10:00:00  event cart { id_ "a" }
  expect send m by push
  at 2026-10-25 10:00:00  event paid { id_ "a"; amount 1 CNY }
  expect goal
  other sends allowed
}

test "a second too late" for keyed {
  given user { }
  other sends allowed
  at 2026-03-02 10:00:00  event cart { id_ "a" }
  at 2026-03-03 10:00:01  event paid { id_ "a"; amount 1 CNY }
  expect nothing
}

test "after an exit, and once" for leaves {
  given user { }
  at 2026-03-02 10:00  call leaves
  at 2026-03-02 10:30  event lost { }
  expect exit
  at 2026-03-02 11:00  event paid { amount 5 CNY }
  expect goal
}

test "a goal that stays" for stays {
  given user { }
  at 2026-03-02 10:00  call stays
  at 2026-03-02 10:30  event paid { amount 5 CNY }
  expect goal
  expect waiting
  at 2026-03-02 11:00  expect send m by push
  at 2026-03-02 12:00  expect send n by push
}

test "a goal that ends" for leaves {
  given user { }
  at 2026-03-02 10:00  call leaves
  at 2026-03-02 10:30  event paid { amount 5 CNY }
  expect goal
  expect finished
  at 2026-03-02 12:00  expect nothing
}

test "the run it belongs to" for keyed {
  given user { }
  other sends allowed
  at 2026-03-02 10:00  event cart { id_ "a" }
  at 2026-03-02 10:10  event cart { id_ "b" }
  at 2026-03-02 10:20  event paid { id_ "a"; amount 5 CNY }
  expect goal
  at 2026-03-02 11:00  expect nothing
  at 2026-03-02 11:10  expect send n by push
}
