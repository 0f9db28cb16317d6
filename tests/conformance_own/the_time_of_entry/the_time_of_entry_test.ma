test "by a schedule" for scheduled {
  given user { plan "pro" }
  at 2026-03-02 09:00  expect nothing
  at 2026-03-02 11:30  expect send m by push containing "10:00"
  at 2026-03-03 11:30  expect nothing
}

test "by a call" for called {
  given user { }
  at 2026-03-02 10:05  call called
  at 2026-03-02 10:15  expect send m by push containing "10:05"
}

test "by a condition" for turned {
  given user { }
  at 2026-03-02 10:07  set { plan "gold" }
  at 2026-03-02 11:07  expect send m by push containing "10:07"
}

# The event's own time: five minutes before it arrived.
test "by a late event" for late_entry {
  given user { }
  at 2026-03-02 10:05  event go { time 2026-03-02 10:00 }
  at 2026-03-02 11:00  expect send m by push containing "10:00"
}

# The return of 09:00 today is not before 09:00:00, and it is before 09:00:01.
test "the birthday itself" for birthdays {
  given user ann { birthday 1990-03-02 }
  given user bob { birthday 1990-03-02 }
  at 2026-03-02 09:00  event bought by ann { }
  expect send gift by push for ann
  at 2026-03-02 09:00:01  event bought by bob { }
  expect nothing
  at 2027-03-02 09:00  expect send gift by push for bob
}

# 29 February in a leap year is 29 February.
test "the leap day in a leap year" for birthdays {
  given user { birthday 2000-02-29 }
  at 2028-02-28 10:00  event bought { }
  at 2028-02-29 09:00  expect send gift by push
}

# `active` is for entries only: the run finishes after it.
test "finishing after the end" for finishing {
  given user { }
  at 2026-03-02 23:59:59  event call_it { }
  at 2026-03-03 00:00  event call_it { }
  expect refused by inactive
  at 2026-03-04 23:59:59  expect send gift by push
}
