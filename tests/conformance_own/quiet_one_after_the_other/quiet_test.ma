# 20:30 is quiet by the first rule only (D 5 h); the first instant that no rule calls quiet is 02:00, 5 h 30 later: blocked.
test "only the rules of this instant have a D" for p {
  given user { }
  at 2026-03-02 20:30 event a { }
  expect blocked m by quiet_hours
  expect tag "blocked"
  at 2026-03-02 21:00 event a { }
  expect nothing
  at 2026-03-03 02:00 expect send m by push
}
# 23:30: both sms rules; the smallest D, 6 h; free at 07:00, 7.5 h later: blocked. 01:00: exactly 6 h: waits. 21:30: only the last rule, free at 07:00: blocked
test "the smallest D" for s {
  given user { }
  at 2026-03-02 23:30 event b { }
  expect blocked m by quiet_hours
  at 2026-03-03 00:59:59 event b { }
  expect blocked m by quiet_hours
  at 2026-03-03 01:00 event b { }
  expect waiting
  at 2026-03-03 06:00 expect nothing
  at 2026-03-03 07:00 expect send m by sms
}
