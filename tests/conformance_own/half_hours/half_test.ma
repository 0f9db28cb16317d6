# 2026-10-04: 02:00 +10:30 -> 02:30 +11:00. 02:15 does not exist: 02:30 +11:00 = 10-03T15:30Z.
test "the gap of half an hour" for quarter_past {
  given user { timezone "Australia/Lord_Howe" }
  at 2026-10-03 12:00  event go { }
  at 2026-10-03 15:30  expect send m by push
}

# 2026-04-05: 02:00 +11:00 -> 01:30 +10:30 at 15:00Z of the 4th. 01:45 occurs at 14:45Z and at 15:15Z: the first.
test "twice in half an hour" for quarter_to {
  given user { timezone "Australia/Lord_Howe" }
  at 2026-04-04 12:00  call quarter_to
  at 2026-04-04 14:45  expect send m by push
  at 2026-04-04 15:15  expect nothing
}

# 10-03 12:00 +10:30 = 01:30Z; 10-04 12:00 +11:00 = 01:00Z: 23.5 hours.
test "a day of 23 and a half hours" for a_day {
  given user { timezone "Australia/Lord_Howe" }
  at 2026-10-03 01:30  call a_day
  at 2026-10-04 01:00  expect send m by push
}

test "Kolkata" for morning {
  given user { timezone "Asia/Kolkata" }
  at 2026-03-02 04:29:59  expect nothing
  at 2026-03-02 04:30  expect send m by push
  at 2026-03-03 04:30  expect send m by push
}
