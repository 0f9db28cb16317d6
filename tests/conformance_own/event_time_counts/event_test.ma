test "the order of their own times" {
  other sends allowed
  given user { }
  at 2026-03-02 10:00  event v { n 2 }
  at 2026-03-02 10:05  event v { n 1; time 2026-03-02 09:55 }
  expect in last_is_two
  expect in first_is_one
  expect in two_in_hour
  at 2026-03-02 10:54:59  expect in two_in_hour
  at 2026-03-02 10:55  expect not in two_in_hour
  expect not in lapsed
  at 2026-03-02 11:00  expect in lapsed
}

test "two days late" for c {
  given user { }
  at 2026-03-04 10:00  event v { n 1; time 2026-03-02 10:00 }
  expect in lapsed
  expect in first_is_one
  expect nothing
}

# A goal within the hour, known two hours later: goals and exits are looked at however late, up to max_age.
test "a late goal" for c {
  given user { }
  at 2026-03-02 10:00  event v { n 1 }
  at 2026-03-02 12:00  event paid { time 2026-03-02 11:00 }
  expect goal
  at 2026-03-02 13:00  expect nothing
}

test "a late exit" for c {
  given user { }
  at 2026-03-02 10:00  event v { n 1 }
  at 2026-03-02 12:00  event paid { time 2026-03-02 11:00:01 }
  expect exit
}

# Older than max_age (24 hours): history only. The clock is 03-03 10:30, the event of 03-02 10:29:59.
test "too old for an exit" for c {
  given user { }
  other sends allowed
  at 2026-03-02 10:00  event v { n 1 }
  at 2026-03-03 10:30  event v { n 1 }
  at 2026-03-03 10:30  event paid { time 2026-03-02 10:29:59 }
  expect waiting
  at 2026-03-03 10:30  event paid { time 2026-03-02 10:30:00 }
  expect exit
}
