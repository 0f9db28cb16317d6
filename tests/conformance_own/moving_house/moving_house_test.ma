# Deferred in the zone the user has when it is deferred: 23:00 UTC, released 08:00 UTC; by then it is 17:00 in Tokyo, not quiet.
test "moved in the night" for quiet_one {
  given user { timezone "UTC" }
  at 2026-03-02 23:00  event go { }
  at 2026-03-03 01:00  set { timezone "Asia/Tokyo" }
  at 2026-03-03 08:00  expect send m by push
}

# Released 08:00 UTC, which in Los Angeles is midnight: quiet, asked again; 08:00 there is 16:00 UTC, 17 hours after the send was reached.
test "moved to where it is night" for quiet_one {
  given user { timezone "UTC" }
  at 2026-03-02 23:00  event go { }
  at 2026-03-03 01:00  set { timezone "America/Los_Angeles" }
  at 2026-03-03 08:00  expect waiting
  at 2026-03-03 16:00  expect send m by push
}

# The schedule follows the user's zone: 12:00 UTC on the 2nd; then Tokyo: 12:00 there is 03:00 UTC.
test "a schedule moves along" for every_day {
  given user { city "x" }
  at 2026-03-02 12:00  expect send m by push
  at 2026-03-02 13:00  set { timezone "Asia/Tokyo" }
  at 2026-03-03 03:00  expect send m by push
  at 2026-03-03 12:00  expect nothing
  at 2026-03-04 03:00  expect send m by push
}
