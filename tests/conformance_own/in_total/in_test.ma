test "the project's day" {
  given user ann { timezone "America/New_York" }
  given user bob { timezone "Europe/Berlin" }
  at 2026-03-02 10:00  event go by ann { }
  expect send m by push for ann
  event go by bob { }
  expect send m by push for bob
  at 2026-03-02 23:59:59  event go by ann { }
  expect blocked m by limits for ann
  at 2026-03-03 00:00:00  event go by ann { }
  expect send m by push for ann
  expect nothing for bob
}

test "they wait for each other" for d {
  given user ann { }
  given user bob { }
  given user cay { }
  at 2026-03-02 10:00  event ask by ann { }
  expect send m by popup for ann
  at 2026-03-02 10:10  event ask by bob { }
  at 2026-03-02 10:20  event ask by cay { }
  expect nothing
  expect waiting for cay
  at 2026-03-02 11:00  expect send m by popup for bob
  expect nothing for cay
  at 2026-03-02 12:00  expect send m by popup for cay
}
