test "given user on several lines" for one {
  given user ann {
    n 1
    timezone "Europe/Berlin"
    did a { } at 2026-03-01 10:00
    did a { id "k" } at 2026-03-01 11:00 +00:00
  }
  given user bob { n 2 }
  # a date alone is its first instant, in the project's zone
  at 2026-03-29 event a by ann { }
  expect send m by push for ann
  after 1 day event a by bob { }
  at 2026-03-30 00:00 expect send m by push for bob
  expect nothing for ann
}
