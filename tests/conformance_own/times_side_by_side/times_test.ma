# Neither: 3 days are at least 0 hours + 1 hour, which is the baseline; true until 71 hours after the view. At the order, 0 is not
# at least 96 hours + 1 hour. The view is 2 hours after the order, and 2 hours are at least 0 + 1 hour; so it stays for ever.
test "an order, then a view" for neglected_shop {
  given user { timezone "UTC" }
  at 2026-03-02 10:00  event view { page "home" }
  other sends allowed
  at 2026-03-06 10:00  event order { amount 5 CNY }
  at 2026-03-06 12:00  event view { page "home" }
  at 2026-03-06 12:00  expect send neglected by push
  at 2026-04-06 12:00  expect nothing
}

# No cart: 90 minutes are at most the time since the view from 11:30 on. A cart at 12:00 is the last view: equal, so it stays
# true. A page 1 second later turns it off, as the cart is longer ago than the view: for ever.
test "no cart, then a cart" for without_cart {
  given user { timezone "UTC" }
  at 2026-03-02 10:00  event view { page "home" }
  at 2026-03-02 11:29:59  expect nothing
  at 2026-03-02 11:30  expect send never_cart by push
  at 2026-03-02 12:00  event view { page "cart" }
  at 2026-03-02 12:00  expect nothing
  at 2026-03-03 12:00  event view { page "home" }
  at 2026-03-03 12:00  expect nothing
  at 2026-04-05 12:00  expect nothing
}

# View and order at one instant: nothing divided by nothing is unknown; 1 millisecond later, and from then on, it is 1.
test "one instant for both" for even_pace {
  given user { timezone "UTC"; did view { page "cart" } at 2026-03-02 10:00; did order { amount 5 CNY } at 2026-03-02 10:00 }
  other sends allowed
  at 2026-03-20 10:00  expect nothing
}
