test "the night belongs to the customer" for cart_recovery {
  given user { phone "+8613800000000"; timezone "Asia/Shanghai"; consent push, sms }
  at 2026-11-10 20:30  event cart_abandoned { cart_id "C1"; value 80 CNY }
  at 2026-11-11 07:00  expect send cart_reminder by push
  at 2026-11-11 08:00  expect send cart_reminder by sms
}

# Goals come before exits: the run ends as a success, and the push that waited for the morning is cancelled.
test "who pays at night hears nothing in the morning" for cart_recovery {
  given user { phone "+8613800000000"; timezone "Asia/Shanghai"; consent push, sms }
  at 2026-11-10 20:30  event cart_abandoned { cart_id "C1"; value 80 CNY }
  at 2026-11-10 23:00  event order_paid { cart_id "C1"; amount 80 CNY }
  at 2026-11-10 23:00  expect goal
  at 2026-11-11 07:00  expect nothing
}

test "who opens the push gets no SMS" for cart_recovery {
  given user { phone "+8613800000000"; timezone "Asia/Shanghai"; consent push, sms }
  arm coupon_test = none
  at 2026-11-10 10:00  event cart_abandoned { cart_id "C1"; value 80 CNY }
  at 2026-11-10 12:00  expect send cart_reminder by push
  at 2026-11-10 12:20  receipt push.opened of cart_reminder
  at 2026-11-10 12:20  expect tag "cart_reader"
  at 2026-11-10 13:00  expect nothing
}

test "a small cart is not worth a message" for cart_recovery {
  given user { phone "+8613800000000"; timezone "Asia/Shanghai"; consent push, sms }
  at 2026-11-10 10:00  event cart_abandoned { cart_id "C1"; value 49.99 CNY }
  at 2026-11-10 12:00  expect nothing
}
