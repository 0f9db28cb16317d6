test "clicked" for one {
  given user { mail "a@example.com" }
  arm s = x
  at 2026-03-02 10:00 event a { }
  expect send m by email
  at 2026-03-02 10:10 receipt email.opened of m
  at 2026-03-02 10:11 receipt email.opened of m
  expect tag "fan"
  at 2026-03-02 10:12 receipt email.clicked of m
  expect goal
  expect tag "no link"
  at 2026-03-02 12:00 expect nothing
}
test "bounced" for lost {
  given user { mail "a@example.com" }
  arm s = x
  at 2026-03-02 10:00 event a { }
  expect send m by email
  at 2026-03-02 10:10 receipt email.bounced of m
  expect send n by push
  expect finished
  at 2026-03-02 12:00 expect send n by push
}
test "unsubscribed" for one {
  given user { mail "a@example.com" }
  arm s = x
  at 2026-03-02 10:00 event a { }
  expect send m by email
  at 2026-03-02 10:10 receipt email.unsubscribed of m
  expect exit
  at 2026-03-02 12:00 expect nothing
}
