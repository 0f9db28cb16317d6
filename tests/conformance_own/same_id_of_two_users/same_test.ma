test "the same id twice" for c {
  given user ann { }
  given user bob { }
  at 2026-03-02 10:00 event go by ann { id "x"; n 1 }
  expect send m by push containing "m 1" for ann
  at 2026-03-02 10:01 event go by ann { id "x"; n 2 }
  expect nothing
  expect not in two for ann
  # the id is the user's: another user's event has the same id
  at 2026-03-02 10:02 event go by bob { id "x"; n 3 }
  expect send m by push containing "m 3" for bob
  # no id: never duplicates of each other
  at 2026-03-02 10:03 event go by bob { n 3 }
  expect send m by push for bob
  event go by bob { n 3 }
  expect send m by push for bob
}
