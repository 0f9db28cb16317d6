# `given sent` fills limits
test "of one message" for one {
  given user { }
  given sent m by push at 2026-03-01 10:00:01
  at 2026-03-02 10:00 event a { }
  expect blocked m by limits
  at 2026-03-02 10:00 event b { }
  expect send n by push
  at 2026-03-02 10:00:01 event a { }
  expect send m by push
}
test "two users" {
  given user ann { }
  given user bob { }
  given sent m by sms at 2026-03-01 09:00 for ann
  given sent m by sms at 2026-03-01 09:30 for ann
  given sent m by push at 2026-02-28 11:00 for ann
  at 2026-03-02 10:00 event a by ann { }
  expect nothing for ann
  at 2026-03-02 10:00 event a by bob { }
  expect send m by push for bob
  at 2026-03-02 11:00 expect send m by push for ann
}
