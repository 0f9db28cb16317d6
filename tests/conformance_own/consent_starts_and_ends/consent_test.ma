test "double opt in" for opted {
  given user { }
  at 2026-03-02 10:00 event consent.given { channel "sms"; category "promotional" }
  expect send welcome by sms
  at 2026-03-02 10:01 event consent.given { channel "push"; category "promotional" }
  expect nothing
}
test "who withdraws leaves" for back {
  given user { consent sms }
  at 2026-03-02 10:00 event ping { }
  expect tag "no push"
  at 2026-03-02 10:30 event consent.withdrawn { channel "sms"; category "promotional" }
  expect exit
  expect in lost
  at 2026-03-02 11:00 expect nothing
  at 2026-04-01 10:29:59 expect in lost
  at 2026-04-01 10:30 expect not in lost
}
