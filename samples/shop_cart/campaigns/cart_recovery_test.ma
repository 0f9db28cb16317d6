# All times are UTC, as the project's are.

test "an hour after the cart was filled comes a push" for cart_recovery {
  given user { name "Ann"; consent push }
  at 2024-03-12 10:00  event add_to_cart { platform "mobile" }
  at 2024-03-12 11:00  expect send cart_reminder by push containing "Ann, your cart is waiting in the app."
}

test "who buys within the hour hears nothing" for cart_recovery {
  given user { consent push }
  at 2024-03-12 10:00  event add_to_cart { }
  at 2024-03-12 10:40  event purchase { }
  at 2024-03-12 11:00  expect nothing
}

test "more in the cart changes nothing" for cart_recovery {
  given user { consent push }
  at 2024-03-12 10:00  event add_to_cart { }
  at 2024-03-12 10:05  event add_to_cart { }
  at 2024-03-12 10:05  expect refused by running
  at 2024-03-12 11:00  expect send cart_reminder by push
}

test "the night belongs to the customer" for cart_recovery {
  given user { consent push; timezone "Asia/Shanghai" }
  at 2024-03-12 13:30  event add_to_cart { }
  at 2024-03-12 14:30  expect nothing
  at 2024-03-12 23:00  expect send cart_reminder by push
}

test "who pays at night hears nothing in the morning" for cart_recovery {
  given user { consent push }
  at 2024-03-12 21:30  event add_to_cart { }
  at 2024-03-12 23:00  event purchase { }
  at 2024-03-13 07:00  expect nothing
}

test "one push in any 24 hours" for cart_recovery {
  given user { consent push }
  at 2024-03-12 10:00  event add_to_cart { }
  at 2024-03-12 11:00  expect send cart_reminder by push
  at 2024-03-13 09:59  event add_to_cart { }
  at 2024-03-13 10:59  expect blocked cart_reminder by limits
  at 2024-03-13 11:00  event add_to_cart { }
  at 2024-03-13 12:00  expect send cart_reminder by push
}

test "two pushes in any 7 days" for cart_recovery {
  given user { consent push }
  given sent cart_reminder by push at 2024-03-10 12:00
  given sent cart_reminder by push at 2024-03-12 12:00
  at 2024-03-15 10:00  event add_to_cart { }
  at 2024-03-15 11:00  expect blocked cart_reminder by limits
}

test "without consent nothing is sent" for cart_recovery {
  given user { name "Ann" }
  at 2024-03-12 10:00  event add_to_cart { }
  at 2024-03-12 11:00  expect blocked cart_reminder by consent
}
