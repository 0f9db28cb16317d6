test "a receipt starts another campaign at the same instant" for follow {
  given user { }
  at 2026-03-02 10:00 event go { }
  expect send m by push
  expect send n by sms
  expect in reached
  expect finished
  at 2026-03-02 11:00 event paid { }
  expect send o by push
  at 2026-03-02 12:00 event go { }
  expect send m by push
  expect send n by sms
  expect tag "two"
}
test "no goal twice" {
  given user { }
  at 2026-03-02 10:00 event go { }
  expect send m by push
  expect send n by sms
  at 2026-03-02 11:00 event paid { }
  expect send o by push
  at 2026-03-02 11:30 event paid { }
  expect nothing
}
