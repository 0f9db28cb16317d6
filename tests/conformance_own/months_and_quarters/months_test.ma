test "months and quarters of the user" for pinger {
  given user { timezone "America/New_York"; consent push }
  at 2026-01-31 23:59:59 -05:00  event ping { }
  expect send note by push
  at 2026-02-01 00:00 -05:00  event ping { }
  expect send note by push
  at 2026-02-28 23:59 -05:00  event ping { }
  expect send note by push
  # the month has room, the quarter has not: all matching rules must allow
  at 2026-03-01 00:00 -05:00  event ping { }
  expect blocked note by limits
  at 2026-03-31 23:59:59 -04:00  event ping { }
  expect blocked note by limits
  at 2026-04-01 00:00 -04:00  event ping { }
  expect send note by push
  after 0 seconds event ping { }
  expect send note by push
  after 0 seconds event ping { }
  expect blocked note by limits
}
# Room comes on the first of July, 00:00 of the user: exactly 3 days after 28 June 00:00, in time; one second earlier it is not.
test "room exactly at D, and a second too far" for ponger {
  given user { timezone "America/New_York"; consent push }
  at 2026-06-01 10:00 -04:00 event pong { }
  expect send letter by email
  at 2026-06-27 23:59:59 -04:00 event pong { }
  expect blocked letter by limits
  at 2026-06-28 00:00 -04:00 event pong { }
  expect waiting
  at 2026-06-30 23:59:59 -04:00 expect nothing
  at 2026-07-01 00:00 -04:00 expect send letter by email
  expect finished
}
