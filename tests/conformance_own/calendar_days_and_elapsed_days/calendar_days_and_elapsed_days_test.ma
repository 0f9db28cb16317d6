# The clocks go forward on 29 March 2026 in Berlin. 28 March 12:00 plus a day on the calendar is 29 March 12:00, 23 hours later; a difference of a day is 24 hours: 13:00.
test "a day later, a day old" for plus_a_day {
  given user { }
  at 2026-03-28 12:00  set { seen 2026-03-28 12:00 }
  at 2026-03-29 11:59:59  expect nothing
  at 2026-03-29 12:00  expect send a by push
  at 2026-03-29 13:00  expect send b by push
}

test "time since is elapsed" for since_view {
  given user { }
  at 2026-03-28 12:00  event view { }
  at 2026-03-29 12:00  expect nothing
  at 2026-03-29 13:00  expect send c by push
}

# And backward on 25 October: 24 hours after 12:00 is 11:00.
test "the long day" for since_view {
  given user { }
  at 2026-10-24 12:00  event view { }
  at 2026-10-25 10:59:59  expect nothing
  at 2026-10-25 11:00  expect send c by push
  at 2026-10-25 12:00  set { seen 2026-10-24 11:30 }
  expect send a by push
  expect send b by push
}

test "up to a day is 24 hours" for listens {
  given user { }
  at 2026-03-28 12:00  event asked { }
  at 2026-03-29 12:30  event reach { }
  expect send d by push
  at 2026-03-29 13:00  expect nothing
}

# The reminder a day before 29 March 12:00 is at 28 March 12:00; the run leaves 24 hours after 28 March 09:00: 29 March 10:00; then it may come again.
test "before, after, again" for leaves {
  given user { }
  at 2026-03-28 09:00  event go { at_time 2026-03-29 12:00 }
  at 2026-03-28 12:00  expect send b by push
  at 2026-03-29 09:59  event go { at_time 2026-03-31 12:00 }
  expect refused by running
  at 2026-03-29 10:00  expect exit
  at 2026-03-29 10:00:01  event go { at_time 2026-03-31 09:00 }
  at 2026-03-30 09:00  expect send b by push
  at 2026-03-30 10:00  expect waiting
  at 2026-03-30 10:00:01  expect exit
}

# The second pass is a calendar day later, 23 hours; the limit of a message in 24 hours lets it wait an hour.
test "every day, and a limit of 24 hours" for gaps {
  given user { }
  at 2026-03-28 12:00  event again { }
  expect send c by push
  at 2026-03-29 12:00  expect waiting
  at 2026-03-29 13:00  expect send c by push
}
