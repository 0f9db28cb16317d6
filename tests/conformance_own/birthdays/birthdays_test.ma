test "today, not yet nine" for congrats {
  given user { birthday 1990-03-02 }
  at 2026-03-02 08:00  call congrats
  at 2026-03-02 09:00  expect send m by push
}

test "today, exactly nine" for congrats {
  given user { birthday 1990-03-02 }
  at 2026-03-02 09:00  call congrats
  expect send m by push
}

test "today, past nine" for congrats {
  given user { birthday 1990-03-02 }
  at 2026-03-02 09:00:01  call congrats
  expect waiting
  at 2027-03-02 09:00  expect send m by push
}

test "the twenty-ninth in a common year" for congrats {
  given user { birthday 2000-02-29 }
  at 2026-03-01 10:00  call congrats
  at 2027-02-28 09:00  expect send m by push
  at 2027-03-01 10:00  call congrats
  at 2028-02-28 09:00  expect nothing
  at 2028-02-29 09:00  expect send m by push
}

# 1 January minus 3 days: 29 December.
test "over the new year" for early {
  given user { birthday 1990-01-01 }
  at 2026-12-20 10:00  call early
  at 2026-12-29 09:00  expect send m by push
  at 2026-12-30 09:00  call early
  at 2027-12-29 09:00  expect send m by push
}
