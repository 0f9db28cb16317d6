# Not delivered within two hours: it counts as failed.
test "never delivered" for careful {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send m by sms
  at 2026-03-02 11:59:59  expect waiting
  at 2026-03-02 12:00  expect send m by push
  expect tag "after"
}

test "delivered in time" for careful {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send m by sms
  at 2026-03-02 11:00  receipt sms.delivered of m
  expect tag "arrived"
  expect finished
  at 2026-03-02 12:00  expect nothing
}
