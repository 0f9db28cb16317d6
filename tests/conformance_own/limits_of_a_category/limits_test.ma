# A rule of a category counts and blocks only its category.
test "service only" {
  given user { }
  at 2026-03-02 10:00 event b { }
  expect send m by push
  at 2026-03-02 10:01 event b { }
  expect blocked m by limits
  at 2026-03-02 10:02 event a { }
  expect send m by push
  at 2026-03-02 12:00 event b { }
  expect blocked m by limits
}
# "Messages exempt from a rule are not counted by it."
test "transactional neither counts nor is counted" {
  given user { }
  at 2026-03-02 10:00 event c { }
  expect send m by push
  after 1 minute event c { }
  expect send m by push
  after 1 minute event c { }
  expect send m by push
  after 1 minute event a { }
  expect send m by push
  after 1 minute event b { }
  expect send m by push
  after 1 minute event a { }
  expect blocked m by limits
  after 1 minute event c { }
  expect send m by push
}
