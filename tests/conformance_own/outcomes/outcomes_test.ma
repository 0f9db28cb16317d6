test "delivered" for c {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send m by sms
  expect not in has_after
  expect waiting
  at 2026-03-02 10:05  receipt sms.delivered of m
  expect tag "sent"
  expect not in has_after
  at 2026-03-02 10:06  expect tag "later"
  expect tag "after"
}

test "failed" for c {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send m by sms
  at 2026-03-02 10:05  receipt sms.failed of m
  expect tag "failed"
  expect tag "after"
  expect not in has_later
}

test "bounced" for c {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send m by sms
  at 2026-03-02 10:05  receipt sms.bounced of m
  expect tag "failed"
}

test "blocked" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect blocked m by address
  expect tag "blocked"
  expect tag "after"
  expect finished
}

test "by an attribute" for by_favourite {
  given user { favourite "sms" }
  at 2026-03-02 10:00  event ask { }
  expect blocked m by address
  expect tag "no"
  at 2026-03-02 10:01  set { favourite "push" }
  event ask { }
  expect send m by push
  expect tag "went"
}

test "unknown favourite" for by_favourite {
  given user { }
  at 2026-03-02 10:00  event ask { }
  expect nothing
  expect tag "no"
  expect tag "beyond"
}

test "not delivered in time" for briefly {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event soon { }
  expect send brief by sms
  at 2026-03-02 11:59:59  expect not in has_over
  at 2026-03-02 12:00:00  expect send n by push
  expect tag "over"
}
