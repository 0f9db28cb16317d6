# "`bounced` with `hard` stops all to that address": ann's address is dead; she takes another one, and back again
test "back to the dead address" for one {
  given user { mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  at 2026-03-02 10:01 receipt email.bounced of m
  at 2026-03-02 11:00 set { mail "b@example.com" }
  event a { }
  expect send m by email
  at 2026-03-02 12:00 set { mail "a@example.com" }
  event a { }
  expect blocked m by suppressed
}
