# Sent on the 2nd; at 22:30 the night asks to wait until 07:00 of the 3rd; then the day is a new one.
test "quiet before limits" for night {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  at 2026-03-02 22:30  event go { }
  at 2026-03-03 07:00  expect send m by push
  expect tag "sent"
}

# Full today at 12:00: room at midnight, which is quiet: asked again, it waits until 07:00.
test "limits, then quiet" for night {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  at 2026-03-02 12:00  event go { }
  at 2026-03-03 00:00  expect waiting
  at 2026-03-03 06:59:59  expect nothing
  at 2026-03-03 07:00  expect send m by push
}

# D counts from when the flow reached the send: 06:30 of the 2nd plus 24 hours; quiet until 07:00, then full until midnight, then quiet until 07:00 of the 3rd:
# that is 24 hours and a half after 06:30, too late for the quiet rule.
test "counted from the send" for night {
  given user { }
  given sent n by push at 2026-03-02 06:00
  at 2026-03-02 06:30  event go { }
  at 2026-03-02 07:00  expect waiting
  at 2026-03-03 00:00  expect blocked m by quiet_hours
  expect tag "blocked"
}

# An exit cancels a waiting message; so does a condition that turns true by a profile change.
test "left in the night" for night {
  given user { }
  at 2026-03-02 23:00  event go { }
  at 2026-03-03 01:00  event leave { }
  expect exit
  at 2026-03-03 07:00  expect nothing
  at 2026-03-03 23:00  event go { }
  at 2026-03-04 02:00  set { phone "+8613800000000" }
  expect exit
  at 2026-03-04 07:00  expect nothing
}

# `first of`: the push would wait, the sms passes now.
test "the one that passes now" for choose {
  given user { phone "+8613800000000" }
  at 2026-03-02 23:00  event calm { }
  expect send m by sms
}

# No number: none passes, but the push may wait.
test "none passes, one waits" for choose {
  given user { }
  at 2026-03-02 23:00  event calm { }
  expect waiting
  at 2026-03-03 07:00  expect send m by push
}

# A number arrives meanwhile: at release all are asked again, from the first.
test "asked again from the first" for choose {
  given user { }
  at 2026-03-02 23:00  event calm { }
  at 2026-03-03 00:00  set { phone "+8613800000000" }
  expect nothing
  at 2026-03-03 07:00  expect send m by push
}
