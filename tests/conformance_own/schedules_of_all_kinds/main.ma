# Every form of a schedule, in the user's zone, the project's, and over the days of `active` (section 7).
user { plan text; timezone timezone }
event joined { }
channel push { consent opt out }
message daily   { push { title "daily"; body "daily" } }
message twice   { push { title "twice"; body "twice" } }
message rent    { push { title "rent"; body "rent" } }
message sale    { push { title "sale"; body "sale" } }
message central { push { title "central"; body "central" } }

audience paying = user.plan = "pro"

campaign every_day {
  enter every day at 10:00 for user in paying
  reenter always
  active 2026-03-28 to 2026-03-30
  flow { send daily by push }
}
campaign twice_a_week {
  enter every monday, friday at 18:30 for user.plan = "free"
  reenter always
  active 2026-03-01 to 2026-03-15
  flow { send twice by push }
}
campaign month_end {
  enter every month on day 31 at 08:00 for user.plan = "rent"
  reenter always
  flow { send rent by push }
}
campaign once {
  enter at 2026-11-11 09:00 for user.plan = "pro"
  flow { send sale by push }
}
campaign central_time {
  enter every day at 10:00 in project time for user.plan = "central"
  reenter always
  active 2026-03-28 to 2026-03-29
  flow { send central by push }
}
