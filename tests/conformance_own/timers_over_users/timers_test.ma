test "priority" {
  given user ann { }
  given user bob { }
  at 2026-03-02 10:00  event go by ann { }
  at 2026-03-02 10:30  event come by bob { }
  at 2026-03-02 11:00  expect send m by push for bob
  expect blocked m by limits for ann
}

test "set first" {
  given user ann { }
  given user bob { }
  at 2026-03-02 10:00  event go by bob { }
  event go by ann { }
  at 2026-03-02 11:00  expect send m by push for bob
  expect blocked m by limits for ann
}
