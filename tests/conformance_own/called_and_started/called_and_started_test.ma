test "called by the host" for dessert_only {
  given user { wants "cake" }
  at 2026-03-02 10:00  call dessert_only
  expect send dessert by push
  at 2026-03-03 09:59  call dessert_only
  expect refused by reenter
  at 2026-03-03 10:00  call dessert_only
  expect send dessert by push
}

# `start` is taken at the same instant; the starting run goes on as well.
test "started by another" for dinner {
  given user { wants "cake" }
  at 2026-03-02 10:00  event asked { topic "dinner" }
  expect send main_course by push containing "cake"
  expect send dessert by push
  at 2026-03-02 11:00  expect send after_all by push
  at 2026-03-02 11:00  expect finished
}

# `stop` ends the run; the call is refused by the audience.
test "nothing more" for dinner {
  given user { wants "nothing" }
  at 2026-03-02 10:00  event asked { topic "dinner" }
  expect send main_course by push
  expect finished
  at 2026-03-02 11:00  expect nothing
}

test "refused by the audience" for dessert_only {
  given user { wants "nothing" }
  at 2026-03-02 10:00  call dessert_only
  expect refused by audience
  expect nothing
}

test "two ways in" for both_ways {
  given user ann { }
  given user bob { }
  at 2026-03-02 10:00  event told by ann { }
  expect send after_all by push for ann
  at 2026-03-02 10:05  call both_ways for bob
  expect send after_all by push for bob
  expect nothing for ann
}
