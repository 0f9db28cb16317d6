# 10:00 push. Then push drops, sms has no address, email waits until 10:10.
test "two in a row" for one {
  given user { mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by push
  expect waiting
  at 2026-03-02 10:10 expect send m by email
  expect finished
}
test "by wish" for two {
  given user { mail "a@example.com"; wish "email" }
  at 2026-03-02 10:00 event b { }
  expect send m by email
  set { wish "sms" }
  event b { }
  expect blocked m by address
  set { wish "push" }
  event b { }
  expect send m by push
}
