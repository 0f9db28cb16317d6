# The receipts are about the latest reminder, that of cart b, sent 10:10. Cart a hears none of them: 12:00, 15:00.
test "one of two runs" for per_cart {
  given user { }
  at 2026-03-02 10:00  event cart { number "a"; value 10 CNY }
  expect send reminder by push containing "29.99 CNY"
  at 2026-03-02 10:10  event cart { number "b"; value 0.10 CNY }
  expect send reminder by push containing "0.29 CNY"
  at 2026-03-02 10:20  receipt push.opened of reminder
  expect tag "opened"
  expect not in reached
  at 2026-03-02 10:30  receipt push.clicked of reminder
  expect goal
  expect in reached
  expect in clickers
  at 2026-03-02 10:40  receipt push.unsubscribed of reminder
  expect exit
  at 2026-03-02 13:20  expect nothing
  at 2026-03-02 14:59  expect waiting
  # Nobody is sent promotions on a channel after unsubscribing from it.
  at 2026-03-02 15:00  expect blocked last_call by suppressed
  expect finished
}

# A click on a reminder that is over 20 minutes old is a goal, but not that quick.
test "a slow one" for per_cart {
  given user { }
  at 2026-03-02 10:00  event cart { number "a"; value 1 CNY }
  expect send reminder by push containing "2.99 CNY"
  at 2026-03-02 10:20:01  receipt push.clicked of reminder
  expect goal
  expect not in clickers
}

test "the third of one day" for asks {
  given user { }
  at 2026-03-02 10:00  event cart { number "a"; value 1 CNY }
  expect send reminder by push
  event cart { number "b"; value 1 CNY }
  expect send reminder by push
  at 2026-03-02 15:00  expect send last_call by push
  expect send last_call by push
  at 2026-03-03 09:59:59  event cart { number "c"; value 1 CNY }
  expect send reminder by push
  expect send survey by popup
}

# At 10:00 the first two are out of the day that ends there.
test "a second later it is the first of the next" for asks {
  given user { }
  at 2026-03-02 10:00  event cart { number "a"; value 1 CNY }
  expect send reminder by push
  event cart { number "b"; value 1 CNY }
  expect send reminder by push
  at 2026-03-02 15:00  expect send last_call by push
  expect send last_call by push
  at 2026-03-03 10:00  event cart { number "c"; value 1 CNY }
  expect send reminder by push
}
