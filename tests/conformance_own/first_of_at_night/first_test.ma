test "one waits, others refuse" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 22:00 event a { }
  expect waiting
  at 2026-03-03 06:00 expect nothing
  # at release all are asked again from the first: push no consent, sms free
  at 2026-03-03 07:00 expect send m by sms
}
test "no phone: nobody says wait" for one {
  given user { }
  at 2026-03-02 22:00 event a { }
  expect blocked m by quiet_hours
  expect tag "blocked"
}
test "at release another one" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 23:00 event a { }
  at 2026-03-03 01:00 event consent.given { channel "push"; category "promotional" }
  at 2026-03-03 07:00 expect send m by push
}
test "email after six" for one {
  given user { phone "+8613800000000" }
  at 2026-03-03 06:30 event a { }
  expect send m by email
}
