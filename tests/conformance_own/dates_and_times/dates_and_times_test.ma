# Moments of one test go forward in time. `between` includes both ends: 03-02 to 03-05 is today and today + 3 days.
test "dates" {
  given user { birthday 1990-05-12; due 2026-03-05 }
  at 2026-03-01 23:59  expect not in due_soon
  at 2026-03-02 10:00  expect not in born_after
  at 2026-03-02 10:00  expect in due_soon
  at 2026-03-02 10:00  expect not in due_today
  at 2026-03-02 10:00  expect in two_weeks
  at 2026-03-05 23:59  expect in due_today
  at 2026-03-05 23:59  expect in due_soon
  at 2026-03-06 00:00  expect not in due_today
  at 2026-03-06 00:00  expect not in due_soon
}

# 2 March begins at 10:00 UTC in Honolulu (-10), and ends at 10:00 UTC in Kiritimati (+14).
test "today is the user's" {
  given user east { timezone "Pacific/Kiritimati" }
  given user west { timezone "Pacific/Honolulu" }
  at 2026-03-02 09:59  expect not in the_day for west
  at 2026-03-02 09:59  expect in the_day for east
  at 2026-03-02 10:00  expect in the_day for west
  at 2026-03-02 10:00  expect not in the_day for east
  at 2026-03-03 09:59  expect in the_day for west
  at 2026-03-03 10:00  expect not in the_day for west
}

# Month ends clip: 31 March minus one month is 28 February 2026; 29 February 2024 plus twelve months is 28 February 2025.
test "months in dates" {
  given user { due 2026-03-31; birthday 2024-02-29 }
  at 2026-03-02 10:00  expect in reminded
  at 2026-03-02 10:00  expect in a_year_later
  set { due 2026-03-29 }
  expect in reminded
  set { due 2026-03-27 }
  expect not in reminded
}

# 23:30 UTC on Monday 2 March is Tuesday 08:30 in Tokyo.
test "weekday, hour and date of a moment" {
  given user tokyo { timezone "Asia/Tokyo"; seen 2026-03-02 23:30 }
  given user home { seen 2026-03-02 23:30 }
  at 2026-03-02 23:40  expect not in seen_monday for tokyo
  at 2026-03-02 23:40  expect in seen_monday for home
  at 2026-03-02 23:40  expect not in seen_at_night for tokyo
  at 2026-03-02 23:40  expect in seen_at_night for home
  at 2026-03-02 23:40  expect in seen_today for tokyo
  at 2026-03-02 23:40  expect in seen_today for home
  at 2026-03-03 00:59  expect in seen_lately for home
  at 2026-03-03 01:00  expect not in seen_lately for home
  at 2026-03-03 01:00  expect in seen_today for tokyo
  at 2026-03-03 01:00  expect not in seen_today for home
}

# 08:00 UTC is 10:00 +02:00.
test "moments are instants" {
  given user { seen 2026-03-02 08:00; timezone "America/New_York" }
  at 2026-03-02 10:00  expect in seen_before
  at 2026-03-02 10:00  expect in seen_instant
  set { seen 2026-03-02 09:00 }
  expect not in seen_before
  expect not in seen_instant
}

test "times and durations" {
  given user { opens 09:29 }
  at 2026-03-02 10:00  expect in opens_early
  expect in patient
  expect in patient_exact
  expect not in half_hour
  set { opens 09:30; patience 30 minutes }
  expect not in opens_early
  expect not in patient
  expect in half_hour
  set { opens 13:00; patience 1 day }
  expect in opens_noon
  expect not in patient
}

# 2026-03-07 is a Saturday. `now` moves with the clock, to the second.
test "now" {
  given user { due 2026-03-07 }
  at 2026-03-02 08:59:59  expect not in office_hours
  at 2026-03-02 09:00  expect in office_hours
  at 2026-03-02 10:00:29  expect not in fraction
  at 2026-03-02 10:00:30  expect in fraction
  at 2026-03-02 17:59:59  expect in office_hours
  at 2026-03-02 18:00  expect not in office_hours
  at 2026-03-06 23:59:59  expect not in weekend
  at 2026-03-07 00:00  expect in weekend
  at 2026-03-08 23:59:59  expect in weekend
  at 2026-03-09 00:00  expect not in weekend
  expect in weekend_due
}
