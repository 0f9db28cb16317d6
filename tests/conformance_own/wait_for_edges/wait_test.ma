test "before the statement it does not listen" for waits {
  given user { timezone "America/New_York" }
  at 2026-03-07 10:00  event go { }
  at 2026-03-07 10:59:59  event paid { plan "a"; amount 20 CNY }
  # `up to 1 day` is 24 hours, whatever the clocks of New York do that night.
  at 2026-03-08 11:00  expect send no_ by push
}

test "at the very deadline, and kept" for waits {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-03 11:00  event paid { plan "gold"; amount 10.01 CNY }
  expect waiting
  at 2026-03-03 12:00  expect send yes by push containing "gold"
}

test "ten is not more than ten" for waits {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 12:00  event paid { plan "gold"; amount 10.00 CNY }
  at 2026-03-03 11:00  expect send no_ by push
}

# It happened at 10:59, before the wait of 11:00, and arrives at 11:05.
test "a little late, and before the statement" for waits {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 11:05  event paid { plan "a"; amount 20 CNY; time 2026-03-02 10:59 }
  at 2026-03-02 12:05  expect nothing
  at 2026-03-03 11:00  expect send no_ by push
}

# What it starts now is dated now: 11:05 + 1 hour.
test "a little late, after the statement" for waits {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 11:05  event paid { plan "a"; amount 20 CNY; time 2026-03-02 11:00 }
  at 2026-03-02 12:00  expect nothing
  at 2026-03-02 12:05  expect send yes by push containing "a"
}
