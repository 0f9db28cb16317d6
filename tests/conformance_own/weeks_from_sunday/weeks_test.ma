# 2026-03-07 is a Saturday. The week of the project starts on sunday, in the zone of the user: Sunday 00:00 in Tokyo is Saturday 15:00Z.
test "the week turns on Sunday of the user" for pinger {
  given user { timezone "Asia/Tokyo"; consent push }
  at 2026-03-01 00:00 +09:00  event ping { }
  expect send note by push
  at 2026-03-07 23:59:59 +09:00  event ping { }
  expect send note by push
  after 0 seconds  event ping { }
  expect blocked note by limits
  after 1 second  event ping { }
  expect send note by push
  at 2026-03-08 23:00 +09:00 event ping { }
  expect send note by push
  at 2026-03-09 00:00 +09:00 event ping { }
  expect blocked note by limits
}
