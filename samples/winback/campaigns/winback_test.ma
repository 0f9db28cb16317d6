# 2 March 10:00 and 60 days of exactly 24 hours, over the change of clocks: 1 May 11:00, and a millisecond.
test "sixty days without an order bring a letter" for winback {
  given user { name "Ben"; email "ben@shop.example"; consent email, push }
  arm voucher_test = news
  at 2026-03-02 10:00  event order_paid { amount 80 EUR }
  at 2026-05-01 18:30  expect send miss_you by email containing "Ben"
  at 2026-05-05 18:30  expect send news by push
}

test "the voucher goes to who is in its arm" for winback {
  given user { email "ben@shop.example"; consent email, push }
  arm voucher_test = voucher
  at 2026-03-02 10:00  event order_paid { amount 80 EUR }
  at 2026-05-01 18:30  expect send miss_you by email
  at 2026-05-05 18:30  expect gave fifteen_off
  at 2026-05-05 18:30  expect send voucher by push
}

test "big spenders are called by a person" for winback {
  given user { email "ben@shop.example"; consent email, push }
  at 2026-03-02 10:00  event order_paid { amount 600 EUR }
  at 2026-05-01 18:30  expect send miss_you by email
  at 2026-05-05 18:30  expect nothing
}

test "who orders again is left alone" for winback {
  given user { email "ben@shop.example"; consent email, push }
  at 2026-03-02 10:00  event order_paid { amount 80 EUR }
  at 2026-05-01 18:30  expect send miss_you by email
  at 2026-05-02 12:00  event order_paid { amount 40 EUR }
  at 2026-05-02 12:00  expect goal
  at 2026-05-05 18:30  expect nothing
}
