test "complained" {
  given user { mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  expect send m by push
  at 2026-03-02 10:05 receipt email.complained of m
  at 2026-03-02 11:00 event a { }
  expect blocked m by suppressed
  expect send m by push
  at 2026-03-02 12:00 event b { }
  expect send m by email
}
# a hard bounce stops all to that address, transactional too; another address is another address
test "bounced" {
  given user { mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  expect send m by push
  at 2026-03-02 10:05 receipt email.bounced of m
  at 2026-03-02 11:00 event a { }
  expect blocked m by suppressed
  expect send m by push
  at 2026-03-02 12:00 event b { }
  expect blocked m by suppressed
  at 2026-03-02 12:30 set { mail "b@example.com" }
  at 2026-03-02 13:00 event b { }
  expect send m by email
}
# Another user with the same address: the bounce stops all to that address
test "unsubscribed of one does not touch the other" {
  given user ann { mail "a@example.com" }
  given user bob { mail "b@example.com" }
  at 2026-03-02 10:00 event a by ann { }
  expect send m by email for ann
  expect send m by push for ann
  at 2026-03-02 10:05 receipt email.unsubscribed of m for ann
  at 2026-03-02 11:00 event a by bob { }
  expect send m by email for bob
  expect send m by push for bob
  event a by ann { }
  expect blocked m by suppressed for ann
  expect send m by push for ann
}
# an event of a soft bounce stops nothing
test "a soft bounce" {
  given user { mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  expect send m by push
  at 2026-03-02 10:05 event email.bounced { hard false; message "m"; channel "email" }
  at 2026-03-02 11:00 event b { }
  expect send m by email
}
