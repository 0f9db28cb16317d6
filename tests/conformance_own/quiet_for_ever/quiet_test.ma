test "never an instant that is not quiet" for one {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect blocked m by quiet_hours
  expect finished
}
# the default is up to 24 hours: Saturday is too early, Sunday 00:00 is exactly 24 hours before Monday
test "a weekend is longer than a day" for two {
  given user { }
  at 2026-03-07 23:59:59 event b { }
  expect blocked m by quiet_hours
  at 2026-03-08 00:00 event b { }
  expect waiting
  at 2026-03-09 00:00 expect send m by sms
}
test "half an hour" for three {
  given user { }
  at 2026-03-02 06:29:59 event c { }
  expect blocked m by quiet_hours
  event c { }
  expect blocked m by quiet_hours
  at 2026-03-02 06:30 event c { }
  expect waiting
  at 2026-03-02 07:00 expect send m by email
}
