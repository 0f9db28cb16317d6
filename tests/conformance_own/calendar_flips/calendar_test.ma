# Tokyo: 03-12 00:00 is 03-11 15:00Z (a Thursday); 18:00 is 09:00Z; Saturday 03-14 begins 03-13 15:00Z.
test "Tokyo" {
  given user { due 2026-03-15; timezone "Asia/Tokyo" }
  at 2026-03-11 08:59:59  expect nothing
  at 2026-03-11 09:00:00  expect send c by push
  at 2026-03-11 14:59:59  expect nothing
  at 2026-03-11 15:00:00  expect send a by push
  at 2026-03-12 09:00:00  expect send c by push
  at 2026-03-13 09:00:00  expect send c by push
  at 2026-03-13 15:00:00  expect send b by push
}

# New York: Saturday begins at midnight, 05:00Z before 8 March, 04:00Z after.
test "New York" {
  given user { timezone "America/New_York" }
  at 2026-03-07 04:59:59  expect nothing
  at 2026-03-07 05:00:00  expect send b by push
  at 2026-03-14 03:59:59  expect nothing
  at 2026-03-14 04:00:00  expect send b by push
}

test "elapsed and calendar" {
  given user { seen 2026-03-02 10:00; trial 2026-01-31 10:00; timezone "UTC" }
  at 2026-02-28 09:59:59  expect nothing
  other sends allowed
  at 2026-02-28 10:00:00  expect send e by push
  at 2026-03-03 21:59:59  expect nothing
  at 2026-03-03 22:00:00  expect send d by push
}
