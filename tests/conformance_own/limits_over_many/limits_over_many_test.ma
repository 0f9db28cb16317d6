# Push and sms of one campaign count together. A day later both leave at once.
test "two channels, one rule" for mixed {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send a by push
  expect send a by sms
  at 2026-03-02 12:00  event go { }
  expect nothing
  at 2026-03-03 10:00  expect send a by push
  expect blocked a by limits
}

# The campaign's own rule adds to the project's.
test "its own rule" for mixed {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event go { }
  expect send a by push
  expect send a by sms
  at 2026-03-05 09:59  event go { }
  expect send a by push
  expect blocked a by limits
  at 2026-03-06 10:00  event go { }
  expect send a by push
  expect send a by sms
}

test "none at all" for silent {
  given user { }
  at 2026-03-02 10:00  event promo { }
  expect blocked never_sent by limits
  expect tag "silenced"
}

# Three sms a day for all together: the fourth user is blocked; five of one message: a (push and sms) is full after five.
test "all users together" for mixed {
  given user ann { phone "+8613800000000" }
  given user bob { phone "+8613800000001" }
  given user cal { phone "+8613800000002" }
  given user dan { phone "+8613800000003" }
  at 2026-03-02 10:00  event go by ann { }
  expect send a by push for ann
  expect send a by sms for ann
  at 2026-03-02 11:00  event go by bob { }
  expect send a by push for bob
  expect send a by sms for bob
  at 2026-03-02 12:00  event go by cal { }
  expect send a by push for cal
  expect blocked a by limits for cal
  at 2026-03-03 00:00  event go by dan { }
  expect send a by push for dan
  expect send a by sms for dan
}
