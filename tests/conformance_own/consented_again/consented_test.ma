test "consented again" {
  given user { mail "a@example.com"; consent email }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  at 2026-03-02 11:00 receipt email.unsubscribed of m
  at 2026-03-02 12:00 event a { }
  expect blocked m by suppressed
  at 2026-03-02 13:00 event consent.given { channel "email"; category "promotional" }
  at 2026-03-02 14:00 event a { }
  expect send m by email
}

# Who agrees to the messages of his orders has not asked for promotions again.
test "consented to something else" {
  given user { mail "a@example.com"; consent email }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  at 2026-03-02 11:00 receipt email.unsubscribed of m
  at 2026-03-02 12:00 event consent.given { channel "email"; category "transactional" }
  event a { }
  event b { }
  expect blocked m by suppressed
  expect nothing
  at 2026-03-02 13:00 event consent.given { channel "email"; category "service" }
  event a { }
  expect blocked m by suppressed
  expect nothing
  at 2026-03-02 13:01 event b { }
  expect send m by email
  at 2026-03-02 14:00 receipt email.unsubscribed of m
  event b { }
  expect blocked m by suppressed
  expect nothing
  at 2026-03-02 15:00 event consent.given { channel "email" }
  event a { }
  event b { }
  expect send m by email
  expect send m by email
}
