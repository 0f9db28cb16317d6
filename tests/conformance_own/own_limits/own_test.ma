test "a limit of one's own in total" for one {
  given user ann { phone "+8613800000000" }
  given user bob { phone "+8613800000001" }
  at 2026-03-02 10:00 event a by ann { }
  expect send m by push for ann
  expect blocked m by limits for ann
  event a by bob { }
  expect send m by push for bob
  expect blocked m by limits for bob
  at 2026-03-07 00:00 event a by ann { }
  expect waiting for ann
  at 2026-03-07 01:00 event a by bob { }
  at 2026-03-09 00:00 expect send m by push for ann
  expect blocked m by limits for bob
  expect blocked m by limits for ann
}
