test "a month, and a month from there" for twice {
  given user { }
  at 2026-01-31 10:00  call twice
  at 2026-02-28 10:00  expect send m by push
  at 2026-03-28 10:00  expect send n by push
}

test "two months" for two {
  given user { }
  at 2026-01-31 10:00  call two
  at 2026-03-31 10:00  expect send n by push
}

test "a leap year" for twice {
  given user { }
  at 2028-01-30 10:00  call twice
  at 2028-02-29 10:00  expect send m by push
  at 2028-03-29 10:00  expect send n by push
}

test "the last day of every month" for last_day {
  given user { }
  at 2027-01-31 10:00  expect send m by push
  at 2027-02-28 10:00  expect send m by push
  at 2027-03-31 10:00  expect send m by push
  at 2027-04-30 10:00  expect send m by push
}

test "a month around a date" for after_due {
  given user { due 2026-03-31 }
  at 2026-02-01 10:00  call after_due
  call before_due
  at 2026-02-28 09:00  expect send n by push
  at 2026-04-30 09:00  expect send m by push
}
