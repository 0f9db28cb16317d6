test "a goal" for c {
  given user { }
  arm kind = b
  at 2026-03-02 10:00  event go { }
  expect send n by push
  expect not in arm_a
  at 2026-03-02 11:00  event paid { }
  expect goal
  expect send n by push
}

test "an arm" for c {
  given user { }
  arm c.kind = a
  at 2026-03-02 10:00  event go { }
  expect send m by push
  expect in arm_a
}

test "a consent" for yes {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event consent.given { channel "push"; category "promotional" }
  expect nothing
  at 2026-03-02 10:01  event consent.given { channel "sms"; category "promotional" }
  expect send s by sms
}

# The flow goes on to the wait before the receipt is taken.
test "its own sent" for sees {
  given user { }
  at 2026-03-02 10:00  call sees
  expect send m by push
  expect tag "seen"
}
