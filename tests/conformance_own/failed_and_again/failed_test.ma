test "failed" for c {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send m by sms
  at 2026-03-02 10:30  receipt sms.failed of m
  expect send m by sms
}

test "bounced" for c {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send m by sms
  at 2026-03-02 10:30  receipt sms.bounced of m
  expect send m by push
}

# An exit or not: the run of d waits for its own message's result, not for that of c.
test "whose result" for d {
  given user { phone "+8613800000000" }
  other sends allowed
  at 2026-03-02 10:00  event ask { }
  expect send n by sms
  at 2026-03-02 10:10  event go { }
  expect blocked m by limits
  expect waiting
  at 2026-03-02 10:20  receipt sms.delivered of n
  expect tag "n sent"
}
