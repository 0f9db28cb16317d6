# Money in another currency than declared is unknown: it is neither less nor more, and no part of the sum.
test "dollars where yuan are expected" for bigs {
  given user { }
  at 2026-03-02 10:00  event paid { amount 10 CNY; tip 2 USD }
  expect nothing
  expect in tippers
  at 2026-03-02 11:00  event paid { amount 500 USD }
  expect send big by push containing "unknown"
  expect in unknown_ones
  expect in payers
}
