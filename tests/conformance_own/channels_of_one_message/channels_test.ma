# push and email of `one`: 2, so n by push waits for more than 3 hours: blocked. `m by email` was the message m by email or sms: `two` may not send it by sms.
test "from one campaign and of one message" {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect send m by push
  expect send m by email
  expect send n by sms
  expect blocked n by limits
  at 2026-03-02 13:00 event b { }
  expect blocked m by limits
  expect blocked n by limits
  expect blocked n by limits
  # 14:00: the 4 hours are over
  at 2026-03-02 14:00 event b { }
  expect send m by sms
  expect blocked n by limits
  expect blocked n by limits
}
