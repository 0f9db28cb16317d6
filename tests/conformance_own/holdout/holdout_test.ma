test "in" for c {
  given user { }
  arm holdout = in
  at 2026-03-02 10:00  event go { }
  expect blocked m by holdout
  expect not in pointed
  expect not in tagged
  expect nothing
  at 2026-03-02 11:00  event bill { }
  expect send m by push
  # The campaign's own hold-out is that campaign's: `free` has none, and nothing was counted.
  at 2026-03-02 11:10  call free
  expect send m by push
  at 2026-03-02 12:01  expect blocked n by holdout
  expect finished
  at 2026-03-02 13:00  event go { }
  expect refused by reenter
  at 2026-03-03 10:00  event paid { amount 5 CNY }
  expect goal
}

test "out" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  expect in pointed
  expect in tagged
  expect blocked n by limits
}
