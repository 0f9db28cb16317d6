# New York: 2026-03-10 03:30Z is Monday 9 March, 23:30 -04:00. A day before, Sunday the 8th: 09:00 -04:00 is 13:00Z.
test "the day is that of the user" for appointment {
  given user { timezone "America/New_York" }
  at 2026-03-05 10:00  event booked { starts_at 2026-03-10 03:30 }
  at 2026-03-08 12:59:59  expect nothing
  at 2026-03-08 13:00  expect send the_day_before by push
}

# At 10:00 the day before, 09:00 is past; so is a start that nobody knows.
test "past, and unknown" for appointment {
  given user { timezone "UTC" }
  at 2026-03-05 10:00  event booked { starts_at 2026-03-06 18:00 }
  at 2026-03-05 10:00  expect exit
  at 2026-03-05 11:00  event booked { }
  at 2026-03-05 11:00  expect exit
}

# 09:00 of that day, before the moment or after it; unknown goes on at once.
test "earlier and later on the day" for due_today {
  given user early { due 2026-03-06 18:00 }
  given user late  { due 2026-03-06 00:30 }
  given user never { }
  at 2026-03-05 10:00  event asked by early { }
  at 2026-03-05 10:00  event asked by late { }
  at 2026-03-05 10:00  event asked by never { }
  at 2026-03-05 10:00  expect send on_the_day by push for never
  at 2026-03-06 09:00  expect send on_the_day by push for early
  at 2026-03-06 09:00  expect send on_the_day by push for late
}
