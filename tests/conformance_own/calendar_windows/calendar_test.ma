# Kolkata +05:30: midnight is 18:30Z.
test "day" for cd {
  given user { timezone "Asia/Kolkata" }
  at 2026-03-02 18:29:59  event d { }
  expect send m by push
  at 2026-03-02 18:30:00  event d { }
  expect send m by push
  at 2026-03-03 18:29:59  event d { }
  expect blocked m by limits
  at 2026-03-03 18:30:00  event d { }
  expect send m by push
}

# Monday 2026-03-09 00:00 in New York, which went to -04:00 on the 8th: 04:00Z.
test "week" for cw {
  given user { timezone "America/New_York" }
  at 2026-03-02 05:00:00  event w { }
  expect send m by popup
  at 2026-03-09 03:59:59  event w { }
  expect blocked m by limits
  at 2026-03-09 04:00:00  event w { }
  expect send m by popup
}

test "month" for cm {
  given user { timezone "Asia/Tokyo" }
  at 2026-02-28 14:59:59  event mo { }
  expect send m by webhook
  at 2026-02-28 15:00:00  event mo { }
  expect send m by webhook
  at 2026-03-31 14:59:59  event mo { }
  expect blocked m by limits
}

test "quarter" for cq {
  given user { }
  at 2026-01-01 00:00:00  event q { }
  expect send m by wecom
  at 2026-03-31 23:59:59  event q { }
  expect blocked m by limits
  at 2026-04-01 00:00:00  event q { }
  expect send m by wecom
  at 2026-06-30 23:59:59  event q { }
  expect blocked m by limits
  at 2026-07-01 00:00:00  event q { }
  expect send m by wecom
}

# The zone at the moment of decision: the day in Tokyo began at 15:00Z of the 1st, in New York at 05:00Z of the 2nd.
test "who moves" for cd {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 04:00  event d { }
  expect send m by push
  at 2026-03-02 06:00  event d { }
  expect blocked m by limits
  at 2026-03-02 06:01  set { timezone "America/New_York" }
  event d { }
  expect send m by push
}
