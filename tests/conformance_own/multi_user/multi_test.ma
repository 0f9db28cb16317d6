test "three" for c {
  given user ann { name "Ann"; consent push }
  given user bob { consent push; tags "old" }
  given user cay { name "Cay" }
  arm s = a
  given sent m by push at 2026-03-01 10:00 for bob
  at 2026-03-02 09:59  expect nothing
  at 2026-03-02 10:00  event go by ann { }
  expect send m by push containing "Ann" for ann
  expect nothing for bob
  event go by cay { }
  expect blocked m by consent for cay
  at 2026-03-02 10:30  event go by bob { }
  expect send m by push containing "nobody" for bob
  expect waiting for ann
  expect tag "named" for ann
  expect tag "old" for bob
  expect not in may for cay
  set cay { name "Kay" }
  at 2026-03-02 11:00  expect send n by push for ann
  expect finished for ann
  expect blocked n by consent for cay
  at 2026-03-02 11:15  receipt push.opened of n for ann
  at 2026-03-02 11:30  expect send n by push for bob
  after 1 day  expect nothing
  event go by ann { }
  expect refused by reenter for ann
}
