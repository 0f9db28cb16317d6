test "blocked in a blocked arm" for one {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect blocked m by consent
  expect blocked m by address
  expect tag "nobody"
  expect finished
}
test "then the other" for one {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00 event a { }
  expect blocked m by consent
  expect send m by sms
  expect tag "told"
  # what the send raises is taken next, when the wait listens already
  expect tag "never"
  expect finished
}
