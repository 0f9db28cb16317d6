test "the second" for one {
  given user { phone "+8613800000000"; mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by sms
  # sms is full, email is free now
  at 2026-03-02 11:00 event a { }
  expect send m by email
  # both full: sms free at 14:00, email at 14:00: order written
  at 2026-03-02 12:00 event a { }
  expect nothing
  at 2026-03-02 14:00 expect send m by sms
}
# at release all are asked again from the first: push consented meanwhile
test "asked again from the first" for one {
  given user { phone "+8613800000000"; mail "a@example.com" }
  given sent m by sms at 2026-03-02 09:00
  given sent m by email at 2026-03-02 09:30
  at 2026-03-02 10:00 event a { }
  expect waiting
  at 2026-03-02 11:00 event consent.given { channel "push"; category "promotional" }
  expect nothing
  # email is released earliest: 12:30
  at 2026-03-02 12:30 expect send m by push
}
test "the earliest" for one {
  given user { phone "+8613800000000"; mail "a@example.com" }
  given sent m by sms at 2026-03-02 09:00
  given sent m by email at 2026-03-02 09:30
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 12:30 expect send m by email
}
test "quiet or full" for two {
  given user { phone "+8613800000000" }
  given sent m by sms at 2026-03-02 09:00
  at 2026-03-02 12:30 event b { }
  expect nothing
  at 2026-03-02 13:00 expect send m by sms
  at 2026-03-02 13:30 event b { }
  at 2026-03-02 14:00 expect send m by popup
}
test "none" for three {
  given user { }
  at 2026-03-02 10:00 event c { }
  expect blocked m by address
  expect blocked m by consent
  expect tag "none"
  expect finished
}
