# Both are deferred from 00:30 to 08:00. `high` takes the room; `low` would have to wait until 12:00: 11.5 hours from 00:30, more than 10.
test "deferred by two rules" for low {
  given user { }
  at 2026-03-02 00:30  event ask { }
  event go { }
  at 2026-03-02 08:00  expect send n by push
  expect blocked m by limits
}

# From 02:00 it is exactly ten hours.
test "exactly D" for low {
  given user { }
  at 2026-03-02 02:00  event ask { }
  event go { }
  at 2026-03-02 08:00  expect send n by push
  expect waiting
  at 2026-03-02 12:00  expect send m by push
}

# At 22:00 waits for room at 01:00 (D fine), then quiet until 08:00: 10 hours from 22:00, more than the 8 of quiet hours.
test "room in the night" for low {
  given user { }
  given sent n by push at 2026-03-01 21:00
  at 2026-03-01 22:00  event ask { }
  expect waiting
  at 2026-03-02 01:00  expect blocked m by quiet_hours
}
