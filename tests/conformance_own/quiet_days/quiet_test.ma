# 2026-03-06 is a Friday, the 7th Saturday, the 8th Sunday, the 9th Monday.
test "the night that began on Thursday is not quiet" for s {
  given user { }
  at 2026-03-05 23:00 event b { }
  expect send m by sms
  at 2026-03-06 03:00 event b { }
  expect send m by sms
  at 2026-03-06 21:59:59 event b { }
  expect send m by sms
  at 2026-03-06 22:00 event b { }
  expect waiting
  at 2026-03-07 07:00 expect send m by sms
}
# Sunday 03:00 lies in the range that started on Saturday.
test "Sunday morning belongs to Saturday" for s {
  given user { }
  at 2026-03-08 03:00 event b { }
  expect nothing
  at 2026-03-08 07:00 expect send m by sms
  at 2026-03-08 22:30 event b { }
  expect send m by sms
}
# Saturday 06:30: only the Friday night; at 07:00 nobody calls it quiet (weekdays are not Saturday); 09:00 is later.
test "union of rules" for p {
  given user { }
  at 2026-03-07 06:30 event a { }
  expect nothing
  at 2026-03-07 07:00 expect send m by push
  at 2026-03-07 09:00 event a { }
  expect blocked m by quiet_hours
  at 2026-03-07 10:00 event a { }
  expect send m by push
  # Monday 06:00 to 09:30
  at 2026-03-09 06:00 event a { }
  expect nothing
  at 2026-03-09 09:30 expect send m by push
}
test "a whole day" for e {
  given user { timezone "Europe/Berlin" }
  at 2026-03-07 23:59:59 +01:00 event c { }
  expect send m by email
  at 2026-03-08 00:00 +01:00 event c { }
  expect nothing
  at 2026-03-09 00:00 +01:00 expect send m by email
}
