test "all users together" for one {
  given user ann { }
  given user bob { }
  given user cat { }
  at 2026-03-02 10:00 event a by ann { }
  expect send m by push for ann
  at 2026-03-02 10:20 event a by bob { }
  expect send m by push for bob
  at 2026-03-02 10:30 event a by cat { }
  expect nothing
  expect waiting for cat
  at 2026-03-02 11:00 expect send m by push for cat
  at 2026-03-02 11:19:59 event a by ann { }
  expect nothing
  at 2026-03-02 11:20 expect send m by push for ann
}
# expect nothing for one user only
test "for one of them" for one {
  given user ann { }
  given user bob { }
  at 2026-03-02 10:00 event a by ann { }
  expect nothing for bob
  expect send m by push for ann
}
