test "ten and twenty" {
  given user { spent 3.45 CNY; dollars 2 USD }
  other sends allowed
  at 2026-03-02 10:00  expect in none_
  event paid { amount 0.10 CNY; tip 0.30 USD }
  at 2026-03-02 10:01  event paid { amount 0.20 CNY; tip 0.40 USD }
  expect in cents
  expect in tips
  expect in half
  expect in ratio
  expect in times_
  expect in mean
  expect in third
  expect in biggest
  expect in usd
}

# Section 4: money in another currency has that property unknown; such an event is in the history all the same.
test "another currency" for c {
  given user { }
  at 2026-03-02 10:00  event paid { amount 50 USD }
  expect nothing
  expect in unknown_amount
  expect in none_
  at 2026-03-02 10:01  event paid { amount 0.09 CNY }
  expect nothing
  at 2026-03-02 10:02  event paid { amount 0.1 CNY }
  expect send m by push containing "0.1"
}
