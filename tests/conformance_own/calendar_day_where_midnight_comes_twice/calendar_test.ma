# 04-04 00:00 -03:00 = 03:00Z; 24:00 -03:00 = 03:00Z on the 5th becomes 23:00 -04:00; 04-05 begins at 04:00Z.
test "25 hours" for c {
  given user { timezone "America/Santiago" }
  at 2026-04-04 03:00  event go { }
  expect send m by push
  at 2026-04-05 03:30  expect in t
  event go { }
  expect blocked m by limits
  expect not in t
  at 2026-04-05 04:00  event go { }
  expect send m by push
  expect in t
}
