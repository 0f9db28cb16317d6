# everything refuses: hold-out (2) first
test "hold-out before suppression" {
  given user { mail "a@example.com" }
  arm holdout = in
  at 2026-03-02 10:00 event email.unsubscribed { channel "email" }
  at 2026-03-02 23:00 event a { }
  expect blocked m by holdout
  at 2026-03-02 23:00 event d { }
  expect send m by email
}
# suppression (3), consent (4), address (5), quiet hours (6), limits (8) all refuse: the first is told; then one after the other is mended
test "one after the other" {
  given user { }
  at 2026-03-02 21:00 event email.unsubscribed { channel "email" }
  at 2026-03-02 23:00 event a { }
  expect blocked m by suppressed
  # a later consent lifts `unsubscribed`: then the address is missing
  at 2026-03-02 23:10 event consent.given { channel "email"; category "promotional" }
  event a { }
  expect blocked m by address
}
test "consent, address, quiet hours, limits" {
  given user { }
  given sent m by email at 2026-03-03 05:00
  at 2026-03-03 06:00 event a { }
  expect blocked m by consent
  event consent.given { channel "email"; category "promotional" }
  event a { }
  expect blocked m by address
  set { mail "a@example.com" }
  event a { }
  expect blocked m by quiet_hours
  at 2026-03-03 07:00 event a { }
  expect blocked m by limits
  at 2026-03-03 11:00 event a { }
  expect send m by email
}
# guard 1: the run must be alive: `exit when` is looked at again just before the send
test "exit before everything" for two {
  given user { }
  at 2026-03-02 10:00 event b { }
  at 2026-03-02 10:30 set { gone true }
  expect exit
  at 2026-03-02 11:00 expect nothing
}
# limits (8) before render (10): there is no push... m by a channel that the message does not have
test "limits before render" for three {
  given user { wish "push"; consent push, email }
  at 2026-03-02 10:00 event c { }
  expect blocked n by limits
}
test "address before render" for three {
  given user { wish "email"; consent push, email }
  at 2026-03-02 10:00 event c { }
  expect blocked n by address
}
test "consent before render" for three {
  given user { wish "email"; mail "a@example.com" }
  at 2026-03-02 10:00 event c { }
  expect blocked n by consent
}
test "quiet hours before render" for three {
  given user { wish "email"; mail "a@example.com"; consent email }
  at 2026-03-02 23:00 event c { }
  expect blocked n by quiet_hours
}
test "full limit before render" for three {
  given user { wish "email"; mail "a@example.com"; consent email }
  given sent m by email at 2026-03-02 09:00
  at 2026-03-02 10:00 event c { }
  expect blocked n by limits
}
test "render at last, and it takes no room" for three {
  given user { wish "email"; mail "a@example.com"; consent email }
  at 2026-03-02 10:00 event c { }
  expect blocked n by render
  at 2026-03-02 10:01 event a { }
  expect send m by email
}
test "no wish" for three {
  given user { mail "a@example.com"; consent email }
  at 2026-03-02 10:00 event c { }
  expect blocked n by address
}
