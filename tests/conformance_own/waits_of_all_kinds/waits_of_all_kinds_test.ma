# 10:00 + 90 minutes = 11:30; + 90 seconds = 11:31:30; half a second later is the same second.
test "short ones" for shorts {
  given user { }
  at 2026-03-02 10:00  event short { }
  at 2026-03-02 11:30  expect send m by push
  at 2026-03-02 11:31:30  expect send m by push
  expect send n by push
}

# A day is the same wall time (23 hours on 29 March), 24 hours are 24 hours. Entered 28 March 10:00 +1; 29 March 10:00 +2; 30 March 10:00; 6 April 10:00; 6 May 10:00.
test "over the clock change" for calendars {
  given user { }
  at 2026-03-28 10:00  event calendar { }
  at 2026-03-29 10:00 +02:00  expect send m by push
  at 2026-03-30 10:00  expect send n by push
  at 2026-04-06 10:00  expect send m by push
  at 2026-05-06 10:00  expect send n by push
}

# 24 hours over the change: 28 March 10:00 +1 plus 24 hours is 11:00 +2. Here the calendar day comes first: 27 to 28 March.
test "twenty-four hours over the clock change" for calendars {
  given user { }
  at 2026-03-27 10:00  event calendar { }
  at 2026-03-28 10:00  expect send m by push
  at 2026-03-29 11:00 +02:00  expect send n by push
  at 2026-04-05 11:00  expect send m by push
  at 2026-05-05 11:00  expect send n by push
}

# Friday 2026-03-06 09:00:59 is within the same minute as 09:00: at once. 20:00 the same Friday is a weekday.
test "within the same minute" for clocks {
  given user { }
  at 2026-03-06 09:00:59  event clock { }
  at 2026-03-06 09:00:59  expect send m by push
  at 2026-03-06 20:00  expect send n by push
}

# 09:01 is past: Saturday 09:00. Then 20:00 on weekdays: Monday.
test "past by a minute" for clocks {
  given user { }
  at 2026-03-06 09:01  event clock { }
  at 2026-03-07 09:00  expect send m by push
  at 2026-03-07 20:00  expect nothing
  at 2026-03-08 20:00  expect nothing
  at 2026-03-09 20:00  expect send n by push
}

# Three days before 5 March is 2 March, 09:00 on the user's clock. Fixed when reached: a later change moves nothing.
test "before it is due" for dues {
  given user { due 2026-03-05; timezone "Asia/Tokyo" }
  at 2026-03-01 10:00  event due { }
  at 2026-03-01 11:00  set { due 2026-03-20 }
  at 2026-03-02 09:00 +09:00  expect send m by push
  at 2026-03-17 09:00 +09:00  expect nothing
}

# 09:00:00 exactly is not past; a second later is.
test "past and not past" for dues {
  given user ann { due 2026-03-05 }
  given user bob { due 2026-03-05 }
  at 2026-03-02 09:00  event due by ann { }
  expect send m by push for ann
  at 2026-03-02 09:01  event due by bob { }
  expect exit for bob
  expect nothing
}

test "unknown is past" {
  given user { }
  at 2026-03-02 10:00  event due { }
  expect nothing
  at 2026-03-02 10:01  event met { }
  expect send m by push
  at 2026-03-20 10:00  expect nothing
}

# The same wall time a day after the meeting; 28 March 10:00 +1 to 29 March 10:00 +2.
test "around a meeting" for meets {
  given user { meet 2026-03-28 10:00 }
  at 2026-03-28 08:00  event met { }
  at 2026-03-28 09:30  expect send m by push
  at 2026-03-29 10:00 +02:00  expect send n by push
}

# 29 February falls on the 28th in a common year; three days before is the 25th, but only once the return has been found: 2026-02-25.
test "born on a leap day" for births {
  given user { birthday 2000-02-29 }
  at 2026-01-02 10:00  event born { }
  at 2026-02-25 09:00  expect nothing
  at 2026-02-26 09:00  expect send m by push
}

# Born 2 January: three days before is 30 December of the year before.
test "over the year's end" for births {
  given user { birthday 2000-01-02 }
  at 2026-12-30 08:59  event born { }
  at 2026-12-30 09:00  expect send m by push
}

test "the whole year round" for births {
  given user { birthday 2000-01-02 }
  at 2026-12-30 09:01  event born { }
  at 2027-12-30 09:00  expect send m by push
}

# 20:00 of the project (Berlin), then midnight of China: 2026-11-11 17:00 in Berlin, already past.
test "moments" for fixeds {
  given user { timezone "America/New_York" }
  at 2026-11-11 19:00  event fixed { }
  at 2026-11-11 20:00  expect send m by push
  expect send n by push
}
