test "singular and plural" for one {
  given user { mail "a@example.com" }
  at 2026-03-02 10:00 event a { }
  expect send m by email
  after 1 minute expect send m by email
  after 1 minute expect blocked m by limits
  after 1 minute expect send m by call
  after 1 hour expect blocked m by limits
  after 30 minutes expect blocked m by limits
  expect finished
}
