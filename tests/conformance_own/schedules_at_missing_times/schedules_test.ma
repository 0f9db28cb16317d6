test "Santiago" {
  given user { timezone "America/Santiago" }
  at 2026-09-05 04:00  expect send m by push
  at 2026-09-06 03:59:59  expect nothing
  at 2026-09-06 04:00  expect send m by push
  at 2026-09-07 03:00  expect send m by push
}

test "Samoa" {
  given user { timezone "Pacific/Apia" }
  at 2011-12-23 20:00  expect send n by push
  at 2011-12-30 10:00  expect send n by push
}
