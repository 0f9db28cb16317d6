# Saturday 7 March 23:00: quiet, so the greeting goes out on Sunday at 08:00; then Monday 10:00; no browser: a day more.
test "a quiet welcome" for welcome {
  given user { name "Mei" }
  at 2026-03-07 23:00  event signed_up { source "web" }
  at 2026-03-08 08:00  expect send hello by push containing "Hello Mei"
  at 2026-03-09 10:00  expect waiting
  at 2026-03-10 10:00  expect send basket_hint by push
  expect finished
}

# An unknown source is not known to differ from "import".
test "nobody knows where from" for welcome {
  given user { }
  at 2026-03-09 10:00  event signed_up { }
  expect nothing
}

test "a browser hears at once" for welcome {
  given user { did visit { } at 2026-03-09 08:30; did visit { } at 2026-03-09 08:40 }
  at 2026-03-09 09:00  event visit { page "a" }
  event signed_up { source "app" }
  expect send hello by push
  at 2026-03-09 10:00  expect send basket_hint by push
}

# 14:00 + 90 minutes: by sms, once a week; the second basket by push; a day later the first basket's push meets "two days for one message" and waits
# until 11 March 16:00 (two days after 9 March 16:00); the second one's push of 10 March 16:00 would have to wait as long.
test "two baskets" for cart_rescue {
  given user { phone "+8613800000000"; consent sms }
  at 2026-03-09 14:00  event cart { cart_id "c1"; value 50 CNY }
  at 2026-03-09 14:00  event cart { cart_id "c0"; value 49.99 CNY }
  at 2026-03-09 15:30  expect send basket by sms
  at 2026-03-09 16:00  event visit { page "basket" }
  expect tag "came back"
  at 2026-03-11 14:00  event cart { cart_id "c2"; value 80 CNY }
  at 2026-03-11 15:30  expect send basket by push containing "80"
  at 2026-03-12 12:00  event order { cart_id "c2"; value 80 CNY }
  expect goal
  at 2026-03-12 15:30  expect nothing
}

# Two orders make a VIP; thirty days after the second the shop misses its customer: 10 April 12:00, and a calendar week later once more.
test "missed" for win_back {
  given user { }
  at 2026-03-10 12:00  event order { cart_id "a"; value 5 CNY }
  at 2026-03-11 12:00  event order { cart_id "b"; value 5 CNY }
  at 2026-04-10 11:59:59  expect nothing
  at 2026-04-10 12:00  expect send miss by push
  at 2026-04-17 12:00  expect send miss by push
  expect tag "asked"
  expect finished
}

test "a visit is enough" for win_back {
  given user { }
  at 2026-03-10 12:00  event order { cart_id "a"; value 5 CNY }
  at 2026-04-09 12:00  expect send miss by push
  at 2026-04-12 12:00  event visit { page "x" }
  at 2026-04-16 12:00  expect tag "asked"
  expect nothing
}

# 9 March 09:00: the run begins and waits for 11 March; in the next year it may come again.
test "a cake" for birthdays {
  given user { name "Mei"; birthday 1990-03-11 }
  at 2026-03-09 08:00  expect nothing
  at 2026-03-11 09:00  expect send cake by push containing "Mei"
  at 2027-03-11 09:00  expect send cake by push
}
