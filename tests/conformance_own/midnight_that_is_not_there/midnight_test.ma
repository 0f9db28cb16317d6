test "the day begins at one" {
  given user { timezone "America/Santiago" }
  at 2026-09-06 03:59:59  event view { }
  expect in today_once
  at 2026-09-06 04:00:00  expect not in today_once
  event view { }
  expect in today_once
}

test "a limit of the day" for c {
  given user { timezone "America/Santiago" }
  at 2026-09-06 03:59:59  event go { }
  expect send m by push
  at 2026-09-06 04:00:00  event go { }
  expect send m by push
  at 2026-09-07 02:59:59  event go { }
  expect blocked m by limits
  at 2026-09-07 03:00:00  event go { }
  expect send m by push
}

# Havana: 2025-11-02 00:00 -04:00 = 04:00Z; at 05:00Z clocks go back to 00:00 -05:00; the day ends at 05:00Z of the 3rd.
test "midnight twice" {
  given user { timezone "America/Havana" }
  at 2025-11-02 04:00:00  event view { }
  at 2025-11-02 05:30:00  expect in today_once
  event view { }
  expect not in today_once
  at 2025-11-03 04:59:59  expect not in today_once
  event view { }
  at 2025-11-03 05:00:00  event view { }
  expect in today_once
}
