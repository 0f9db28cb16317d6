# The day is that of the zone at the moment of decision: 20:00 UTC on the 2nd is 05:00 on the 3rd in Tokyo.
test "who moves takes the day along" for pushes {
  given user { timezone "UTC" }
  at 2026-03-02 20:00 +00:00  event go { }
  expect send m by push
  at 2026-03-02 21:00 +00:00  set { timezone "Asia/Tokyo" }
  at 2026-03-02 23:00 +00:00  event go { }
  expect blocked m by limits
  at 2026-03-03 00:30 +00:00  event go { }
  expect blocked m by limits
  at 2026-03-03 15:00 +00:00  event go { }
  expect send m by push
}

# In Honolulu 2 March begins at 10:00 UTC: what was sent at 09:00 UTC belongs to the day before.
test "moving west opens the day" for pushes {
  given user { timezone "UTC" }
  at 2026-03-02 09:00 +00:00  event go { }
  expect send m by push
  at 2026-03-02 09:30 +00:00  event go { }
  expect blocked m by limits
  at 2026-03-02 10:00 +00:00  set { timezone "Pacific/Honolulu" }
  at 2026-03-02 10:30 +00:00  event go { }
  expect send m by push
}

# `in total` counts all users by the project's day, whatever the user's: Berlin's midnight is 23:00 UTC.
test "the project's day" for texts {
  given user ann { timezone "Asia/Tokyo" }
  given user bob { timezone "America/New_York" }
  at 2026-03-02 10:00  event text_me by ann { }
  expect send m by sms for ann
  at 2026-03-02 23:59:59  event text_me by bob { }
  expect blocked m by limits for bob
  at 2026-03-03 00:00  event text_me by bob { }
  expect send m by sms for bob
}

# The week starts on Sunday here: 8 March 2026.
test "the week of the project's calendar" for mails {
  given user { }
  at 2026-03-02 10:00  event weekly { }
  expect send m by email
  at 2026-03-07 23:59:59  event weekly { }
  expect blocked m by limits
  at 2026-03-08 00:00  event weekly { }
  expect send m by email
  at 2026-03-09 00:00  event weekly { }
  expect blocked m by limits
}

test "quarters" for chats {
  given user { }
  at 2026-01-01 00:00  event quarterly { }
  expect send m by wecom
  at 2026-03-31 23:59:59  event quarterly { }
  expect blocked m by limits
  at 2026-04-01 00:00  event quarterly { }
  expect send m by wecom
}
