# 12-29 10:00 -10:00 = 20:00Z. One day later: 12-30 10:00, not there: 12-31 00:00 +14:00 = 12-30 10:00Z.
test "one day" for a_day {
  given user { timezone "Pacific/Apia" }
  at 2011-12-29 20:00  call a_day
  at 2011-12-30 10:00  expect send m by push
}

# Two days: 12-31 10:00 +14:00 = 12-30 20:00Z, 24 hours later.
test "two days" for two_days {
  given user { timezone "Pacific/Apia" }
  at 2011-12-29 20:00  call two_days
  at 2011-12-30 20:00  expect send n by push
}

# `today` begins with the first instant of the local day.
test "today" {
  given user { timezone "Pacific/Apia" }
  at 2011-12-30 09:59:59  event view { }
  expect in viewed_today
  at 2011-12-30 10:00:00  expect not in viewed_today
}
