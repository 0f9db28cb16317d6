test "the same minute" for nine {
  given user { }
  at 2026-03-02 09:00:59  event go { }
  expect send m by push
}

test "the next minute" for nine {
  given user { }
  at 2026-03-02 09:01:00  event go { }
  expect waiting
  at 2026-03-03 09:00:00  expect send m by push
}

test "a second before" for nine {
  given user { }
  at 2026-03-02 08:59:59  event go { }
  expect nothing
  at 2026-03-02 09:00:00  expect send m by push
}

# Friday 2026-03-06.
test "Friday morning, a minute late" for work {
  given user { }
  at 2026-03-06 09:01  call work
  at 2026-03-09 09:00  expect send n by push
}

test "Friday to Saturday" for weekend {
  given user { }
  at 2026-03-06 09:00:30  call weekend
  at 2026-03-07 09:00  expect send n by push
}

# Saturday 03-07 23:30 in New York is Sunday 04:30Z; New York loses an hour that Sunday: 09:00 -04:00 = 13:00Z.
test "the days of the user" for weekend {
  given user { timezone "America/New_York" }
  at 2026-03-08 04:30  call weekend
  at 2026-03-08 13:00  expect send n by push
}
