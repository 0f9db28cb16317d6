test "the whole weekend" for one {
  given user { timezone "America/New_York" }
  at 2026-03-06 17:59:59 -05:00 event a { }
  expect send m by push
  # over the spring change: 8 March has 23 hours
  at 2026-03-06 18:00 -05:00 event a { }
  expect waiting
  at 2026-03-09 08:59:59 -04:00 expect nothing
  at 2026-03-09 09:00 -04:00 expect send m by push
}
