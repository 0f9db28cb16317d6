# What shall happen, as a time-line. `ma test` runs it.

test "a new customer is welcomed after an hour" for welcome {
  given user { name "Ann"; email "ann@shop.example"; consent email }
  at 2026-02-10 10:00  event signed_up { }
  at 2026-02-10 11:00  expect send welcome by email containing "Ann"
}

test "who clicks nothing is reminded once" for welcome {
  given user { email "ann@shop.example"; consent email }
  at 2026-02-10 10:00  event signed_up { }
  at 2026-02-10 11:00  expect send welcome by email
  at 2026-02-13 11:00  expect send first_order by email
}

test "who has bought is left alone" for welcome {
  given user { email "ann@shop.example"; consent email }
  at 2026-02-10 10:00  event signed_up { }
  at 2026-02-10 10:30  event order_paid { amount 20 @currency@ }
  at 2026-02-10 10:30  expect goal
  at 2026-02-10 11:00  expect nothing
}
