# released on a definite failure before acceptance
test "failed" for one {
  given user { mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  at 2026-03-02 10:01 receipt email.failed of m
  at 2026-03-02 10:02 event a { }
  expect send m by email
  at 2026-03-02 10:03 event a { }
  expect blocked m by limits
}
# settled by acceptance: a bounce later releases nothing
test "accepted, then bounced" for one {
  given user { mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  at 2026-03-02 10:01 receipt email.accepted of m
  at 2026-03-02 10:02 receipt email.failed of m
  set { mail "b@example.com" }
  at 2026-03-02 10:03 event a { }
  expect blocked m by limits
}
# the place that a failure gives back is for the one who waits, at its own instant
test "in total too" for two {
  given user ann { mail "a@example.com" }
  given user bob { mail "b@example.com" }
  given user cat { mail "c@example.com" }
  at 2026-03-02 10:00 event a by ann { }
  expect send m by email for ann
  event a by bob { }
  expect send m by email for bob
  event a by cat { }
  expect blocked m by limits for cat
  at 2026-03-02 10:05 receipt email.failed of m for bob
  event a by cat { }
  expect send m by email for cat
}
