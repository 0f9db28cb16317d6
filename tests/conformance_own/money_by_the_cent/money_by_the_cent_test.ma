# Exact decimals: 0.10 + 0.20 = 0.30.
test "ten and twenty cents" {
  given user { balance 0.10 CNY }
  at 2026-03-02 10:00  expect in thirty_cents
  at 2026-03-02 10:00  expect not in in_debt
  set { balance -0.10 CNY }
  expect in in_debt
  expect not in thirty_cents
}

# Money by money is a number: 10 / 4 = 2.5; 10% of 10 is 1.
test "ratios and shares" {
  given user { balance 10.00 CNY; dollars 5 USD }
  at 2026-03-02 10:00  expect in ratio
  at 2026-03-02 10:00  expect in tenth
  at 2026-03-02 10:00  expect in tenth_too
  at 2026-03-02 10:00  expect not in zero
  at 2026-03-02 10:00  expect in rich_abroad
  set { dollars 4.99 USD }
  expect not in rich_abroad
}

# Ten times ten cents is one yuan, neither more nor less. A sum over nothing is 0 of the property's currency.
test "ten cents ten times" {
  given user { did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:00; did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:01
    did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:02; did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:03
    did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:04; did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:05
    did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:06; did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:07
    did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:08; did bought { price 0.10 CNY; count 1 } at 2026-03-01 10:09 }
  at 2026-03-02 10:00  expect in spent
  at 2026-03-02 10:00  expect in spent_exactly
  at 2026-03-02 10:00  expect in mean_exactly
  at 2026-03-02 10:00  expect in units
  at 2026-03-02 10:00  expect in top
  at 2026-03-02 10:00  expect not in more_than_mean
  at 2026-03-02 10:00  expect in spent_euro
  at 2026-03-02 10:09  expect not in top
}

# 33.33 * 3 = 99.99 < 100; 33.34 * 3 = 100.02; 99.99 is not more than 99.99. An unknown count makes the product unknown: no entry.
test "thresholds" for thresholds {
  given user { consent push }
  at 2026-03-02 10:00  event bought { price 33.33 CNY; count 3 }
  at 2026-03-02 10:00  expect nothing
  at 2026-03-02 11:00  event bought { price 33.34 CNY; count 3 }
  at 2026-03-02 11:00  expect send small by push
  at 2026-03-02 12:00  event bought { price 99.99 CNY; count 2 }
  at 2026-03-02 12:00  expect send small by push
  at 2026-03-02 13:00  event bought { price 100 CNY; count 1 }
  at 2026-03-02 13:00  expect send big by push
  at 2026-03-02 14:00  event bought { price 1_000.00 CNY }
  at 2026-03-02 14:00  expect nothing
}

# An event whose money arrives in another currency than declared has that property unknown.
test "no balance" {
  given user { }
  at 2026-03-02 10:00  expect in zero
  at 2026-03-02 10:00  expect not in thirty_cents
}
