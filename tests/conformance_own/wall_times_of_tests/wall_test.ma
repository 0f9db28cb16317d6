# 2026-10-25 02:45 is the first occurrence (+02:00); thirty minutes later it is 02:15 +01:00.
test "twice" for c {
  given user { }
  at 2026-10-25 02:45  event go { }
  at 2026-10-25 02:15 +01:00  expect send m by push
}

# 02:30 does not exist on 2026-03-29: 03:00.
test "never" for c {
  given user { }
  at 2026-03-29 02:30  event go { }
  at 2026-03-29 03:30  expect send m by push
}

test "days" for c {
  given user { }
  at 2026-10-25  event go { }
  at 2026-10-25 00:30  expect send m by push
  # `after 1 day` is elapsed: 25 October has 25 hours.
  after 1 day  event go { }
  at 2026-10-26 00:00  expect send m by push
}
