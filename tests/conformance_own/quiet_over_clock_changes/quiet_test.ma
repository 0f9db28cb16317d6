# Berlin 2026-03-29: 02:00 +01:00 becomes 03:00 +02:00 at 01:00Z.
test "the end is in the gap" for c {
  given user { timezone "Europe/Berlin" }
  at 2026-03-28 22:00  event go { }
  at 2026-03-29 00:59:59  expect nothing
  at 2026-03-29 01:00:00  expect send m by push
}

# The whole range is in the gap: no instant is quiet.
test "the range is the gap" for d {
  given user { timezone "Europe/Berlin" }
  at 2026-03-29 00:59:59  event ask { }
  expect send m by popup
  at 2026-03-29 01:00:00  event ask { }
  expect send m by popup
}

# Berlin 2026-10-25: 02:00-03:00 comes twice, 00:00Z to 02:00Z. 02:30 +02:00 (00:30Z) is not quiet for push, but 02:00 +01:00 (01:00Z) is again.
test "an hour that comes twice" for d {
  given user { timezone "Europe/Berlin" }
  at 2026-10-25 00:00:00  event ask { }
  expect waiting
  at 2026-10-25 01:00:00  expect nothing
  at 2026-10-25 02:00:00  expect send m by popup
}

# Wall time 02:15 lies in 22:00-02:30 both times (00:15Z and 01:15Z).
test "the end comes twice" for c {
  given user { timezone "Europe/Berlin" }
  at 2026-10-25 00:15:00  event go { }
  at 2026-10-25 00:30:00  expect send m by push
  at 2026-10-25 01:15:00  event go { }
  expect waiting
  at 2026-10-25 01:30:00  expect send m by push
}

# Nine hours from 22:00; in spring eight hours are enough, in autumn it takes ten.
test "D is elapsed time" for e {
  given user { timezone "Europe/Berlin" }
  at 2026-03-28 21:00  event mail { }
  at 2026-03-29 05:00  expect send m by wecom
  at 2026-10-24 20:00  event mail { }
  expect blocked m by quiet_hours
  at 2026-10-24 21:00  event mail { }
  at 2026-10-25 06:00  expect send m by wecom
}
