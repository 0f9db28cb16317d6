# with a failed arm the flow stays until the final result
test "delivered" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00 event a { }
  expect send m by sms
  expect waiting
  at 2026-03-02 10:01 receipt sms.accepted of m
  expect waiting
  at 2026-03-02 10:02 receipt sms.delivered of m
  expect tag "sent"
  expect tag "after"
  expect finished
  at 2026-03-02 12:00 expect nothing
}
test "failed" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00 event a { }
  expect send m by sms
  at 2026-03-02 10:05 receipt sms.failed of m
  expect send n by push
  expect tag "after"
  # released on a definite failure: room again
  at 2026-03-02 10:06 event a { }
  expect send m by sms
}
test "not delivered in 2 hours" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00 event a { }
  expect send m by sms
  at 2026-03-02 11:59:59 expect nothing
  at 2026-03-02 12:00 expect send n by push
  expect finished
}
# "a message not delivered by then": delivered exactly at 12:00 is delivered by then (inputs before timers of the same instant)
test "delivered exactly at the end" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00 event a { }
  expect send m by sms
  at 2026-03-02 12:00 receipt sms.delivered of m
  expect tag "sent"
  expect nothing
}
test "blocked" for one {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect blocked m by address
  expect tag "blocked"
  expect tag "after"
  expect finished
}
# an unknown outcome keeps the reservation: no receipt, the place is taken; `valid` is over, failed is not a definite failure of the provider... accepted settles
test "settled" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00 event a { }
  expect send m by sms
  at 2026-03-02 10:01 receipt sms.accepted of m
  at 2026-03-02 10:02 receipt sms.delivered of m
  at 2026-03-02 10:03 event a { }
  expect blocked m by limits
}
test "push" for two {
  given user { }
  at 2026-03-02 10:00 event b { }
  expect send m by push
  at 2026-03-02 10:30 expect tag "push failed"
  expect tag "after push"
}
test "without a failed arm the flow does not stay" for three {
  given user { }
  at 2026-03-02 10:00 event c { }
  expect send n by push
  expect tag "only sent"
  expect tag "after"
  expect finished
}
test "a send that waits" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00 event a { }
  expect send m by sms
  expect waiting
  at 2026-03-02 11:00 receipt sms.bounced of m
  expect send n by push
}
