# "exactly that instant (to the second)"
test "half seconds" for one {
  given user { timezone "America/New_York" }
  at 2026-03-02 10:00:00 event a { }
  expect send m by push
  after 1 second expect send m by push
  expect finished
}
# times without a zone are the project's; `after` counts from the line before
test "zones" for one {
  given user { timezone "America/New_York" }
  at 2026-03-02 10:00 +00:00 event a { }
  at 2026-03-02 18:00 expect send m by push
  after 1 second expect send m by push
}
test "a millisecond more" for two {
  given user { }
  other sends allowed
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 10:59:59 expect nothing
  at 2026-03-02 11:00:01 expect tag "an hour"
}
