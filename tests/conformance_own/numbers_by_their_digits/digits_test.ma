# Section 3: money is an exact decimal, never binary floating point.
test "money times a rate" {
  given user { discount 0.9; balance 100 CNY; a 0.1; b 0.2 }
  at 2026-03-02 10:00  expect in at_least_ten
  expect in ten
  expect in ten_by_percent
  expect in thirty
  expect in no_tenth_left
  expect in three_tenths
  expect in large_and_small
  expect in half_a_day
}

test "sums and averages" {
  given user {
    did bought { weight 0.1 } at 2026-03-01 10:00
    did bought { weight 0.2 } at 2026-03-01 11:00
  }
  at 2026-03-02 10:00  expect in by_weight
  expect in weight
  expect in recent_weight
  expect in mean_weight
}

test "thirds" {
  given user { did opened { } at 2026-03-01 10:00 }
  at 2026-03-02 10:00  expect in thirds
}

test "three tenths" {
  given user {
    did opened { } at 2026-03-01 10:00
    did opened { } at 2026-03-01 11:00
    did opened { } at 2026-03-01 12:00
  }
  at 2026-03-02 10:00  expect in tenths
}

test "90 percent off" for pays {
  given user { }
  at 2026-03-02 10:00  event bought { price 100 CNY; off 0.9 }
  expect send net by push containing "10.00 CNY"
  expect not in low
}
