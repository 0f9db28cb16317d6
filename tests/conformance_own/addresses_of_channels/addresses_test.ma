test "each its own" for one {
  given user { phone "+8613800000000"; wecom "mei" }
  at 2026-03-02 10:00 event a { }
  expect send m by sms
  expect blocked m by address
  expect send m by wecom
  expect tag "no call"
  expect tag "no email"
}
