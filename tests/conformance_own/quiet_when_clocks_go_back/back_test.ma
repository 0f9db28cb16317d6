# Berlin 2026-10-25: 03:00 +02:00 becomes 02:00 +01:00 at 01:00Z. 02:45 +02:00 (00:45Z) is quiet, 02:00 +01:00 is not, 02:30 +01:00 (01:30Z) is again.
test "the clocks go back out of the range" for c {
  given user { timezone "Europe/Berlin" }
  at 2026-10-25 00:45  event go { }
  expect waiting
  at 2026-10-25 01:00  expect send m by push
  at 2026-10-25 01:30  event go { }
  expect waiting
  at 2026-10-25 03:00  expect send m by push
}

# Cairo 2024-11-01: 00:00 +03:00 becomes 23:00 +02:00 of the day before at 21:00Z, ten minutes after the send was reached.
test "midnight goes back" for d {
  given user { timezone "Africa/Cairo" }
  at 2024-10-31 20:50  event ask { }
  expect waiting
  at 2024-10-31 21:00  expect send m by popup
}

# 02:00 +01:00 lies in the other range.
test "out of one range into another" for e {
  given user { timezone "Europe/Berlin" }
  at 2026-10-25 00:45  event mail { }
  expect waiting
  at 2026-10-25 01:00  expect nothing
  at 2026-10-25 03:00  expect send m by wecom
}
