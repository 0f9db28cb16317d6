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
