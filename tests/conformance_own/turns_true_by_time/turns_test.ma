# `never` is true before anything happened: the baseline. So `empty` does not enter at once.
test "thirty days, both ways" {
  given user { consent push }
  at 2026-03-01 12:00:00  event paid { }
  at 2026-03-31 11:59:59  expect nothing
  at 2026-03-31 12:00:00  expect send m by push
  expect send n by push
  at 2026-03-31 12:00:01  expect nothing
}

# Inputs at T come before timers due at T: paid again exactly 30 days later keeps both from turning true.
test "paid at the very instant" {
  given user { consent push }
  at 2026-03-01 12:00:00  event paid { }
  at 2026-03-31 12:00:00  event paid { }
  expect nothing
  at 2026-04-30 11:59:59  expect nothing
  at 2026-04-30 12:00:00  expect send m by push
  expect send n by push
}

# last 1 day = (now - 1 day, now]: the view of 10:00:00 is out at 10:00:00 the next day.
test "the window empties" {
  given user { consent push }
  at 2026-03-02 10:00:00  event view { }
  at 2026-03-02 10:00:30  event view { }
  at 2026-03-03 10:00:00  expect nothing
  at 2026-03-03 10:00:29  expect nothing
  at 2026-03-03 10:00:30  expect send o by push
}
