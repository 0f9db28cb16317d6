# 10:00 on the user's clock, on each of the three days and no other. The clocks change on 29 March in Berlin: 10:00 is 09:00 UTC before and 08:00 UTC after.
test "every day, summer time or not" for every_day {
  given user { plan "pro" }
  at 2026-03-27 10:00 +01:00  expect nothing
  at 2026-03-28 09:00 +00:00  expect send daily by push
  at 2026-03-29 08:00 +00:00  expect send daily by push
  at 2026-03-29 09:00 +00:00  expect nothing
  at 2026-03-30 10:00  expect send daily by push
  at 2026-03-31 10:00  expect nothing
}

# `active` is in the project's zone: 10:00 of 28 March in Auckland (+13) is 27 March 22:00 in Berlin: not yet. 10:00 of 31 March there is still 30 March in Berlin (23:00 summer time).
test "active days are the project's" for every_day {
  given user { plan "pro"; timezone "Pacific/Auckland" }
  at 2026-03-28 10:00 +13:00  expect nothing
  at 2026-03-29 10:00 +13:00  expect send daily by push
  at 2026-03-30 10:00 +13:00  expect send daily by push
  at 2026-03-31 10:00 +13:00  expect send daily by push
  at 2026-04-01 10:00 +13:00  expect nothing
}

# The condition is looked at at each occurrence.
test "who pays that day" for every_day {
  given user { }
  at 2026-03-28 10:00  expect nothing
  at 2026-03-28 11:00  set { plan "pro" }
  at 2026-03-29 10:00  expect send daily by push
  at 2026-03-29 11:00  set { plan "free" }
  at 2026-03-30 10:00  expect nothing
}

# 2026-03-02 is a Monday.
test "mondays and fridays" for twice_a_week {
  given user { plan "free" }
  at 2026-03-01 18:30  expect nothing
  at 2026-03-02 18:30  expect send twice by push
  at 2026-03-03 18:30  expect nothing
  at 2026-03-06 18:30  expect send twice by push
  at 2026-03-09 18:30  expect send twice by push
  at 2026-03-13 18:30  expect send twice by push
  at 2026-03-16 18:30  expect nothing
}

# Month ends clip: day 31 is 28 February, 31 March, 30 April.
test "the last day of each month" for month_end {
  given user { plan "rent" }
  at 2026-02-15 08:00  expect nothing
  at 2026-02-28 08:00  expect send rent by push
  at 2026-03-30 08:00  expect nothing
  at 2026-03-31 08:00  expect send rent by push
  at 2026-04-30 08:00  expect send rent by push
  at 2026-05-01 08:00  expect nothing
}

# A moment is in the project's zone, wherever the user lives.
test "once, at one instant for all" for once {
  given user here { plan "pro" }
  given user there { plan "pro"; timezone "America/New_York" }
  given user else_where { plan "free" }
  at 2026-11-11 09:00  expect send sale by push for here
  at 2026-11-11 09:00  expect send sale by push for there
  at 2026-11-11 15:00  expect nothing
  at 2026-11-12 09:00  expect nothing
}

test "project time" for central_time {
  given user { plan "central"; timezone "Asia/Tokyo" }
  at 2026-03-28 10:00 +09:00  expect nothing
  at 2026-03-28 10:00  expect send central by push
  at 2026-03-29 10:00  expect send central by push
}
