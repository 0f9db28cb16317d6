# Friday 2026-03-06 22:00 to Saturday 07:00, and 06:00-09:00 joins: Saturday 09:00.
test "two ranges that touch" for c {
  given user { }
  at 2026-03-06 21:59:59  event go { }
  expect send m by push
  at 2026-03-06 22:00:00  event go { }
  expect waiting
  at 2026-03-07 07:00:00  expect nothing
  at 2026-03-07 09:00:00  expect send m by push
  at 2026-03-07 22:00:00  event go { }
  expect send m by push
}

test "Saturday before dawn belongs to Friday" for c {
  given user { }
  at 2026-03-06 03:00:00  event go { }
  expect send m by push
  at 2026-03-07 03:00:00  event go { }
  at 2026-03-07 09:00:00  expect send m by push
}

# Saturday 00:00 to Monday 00:00 is exactly 48 hours; in time. In New York on 2026-03-07 it is 47.
test "a weekend" for d {
  given user { }
  at 2026-03-14 00:00  event ask { }
  at 2026-03-16 00:00  expect send m by popup
}

test "a weekend of 49 hours" for d {
  given user { timezone "Europe/Berlin" }
  at 2026-10-23 22:00  event ask { }
  expect blocked m by quiet_hours
  at 2026-10-23 23:00  event ask { }
  expect waiting
  at 2026-10-25 23:00  expect send m by popup
}

# 12:15 is in the rule that drops; 12:45 in both: dropped; 13:30 waits until 14:00. On Saturday only the second holds.
test "one drops, one waits" for e {
  given user { }
  at 2026-03-02 12:15  event mail { }
  expect blocked m by quiet_hours
  at 2026-03-02 12:45  event mail { }
  expect blocked m by quiet_hours
  at 2026-03-02 13:30  event mail { }
  at 2026-03-02 14:00  expect send m by wecom
  at 2026-03-07 12:15  event mail { }
  expect send m by wecom
  at 2026-03-07 12:45  event mail { }
  at 2026-03-07 14:00  expect send m by wecom
}

# Deferred in Tokyo at 23:00 (14:00Z) of Friday: until 09:00 there, 00:00Z. The move to Berlin does not change the instant at which it
# is asked again; there it is 01:00 on Saturday of a Friday's night: quiet, until 09:00 in Berlin, 08:00Z.
test "who moves in the night" for c {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-06 14:00  event go { }
  at 2026-03-06 20:00  set { timezone "Europe/Berlin" }
  at 2026-03-07 00:00  expect nothing
  at 2026-03-07 08:00  expect send m by push
}
