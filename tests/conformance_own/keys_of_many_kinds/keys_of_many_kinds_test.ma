test "two orders, one paid" for orders {
  given user { }
  at 2026-03-02 10:00  event order_made { order_no 11 }
  at 2026-03-02 10:30  event order_made { order_no 12 }
  at 2026-03-02 10:30  event order_made { order_no 10 }
  at 2026-03-02 10:40  event order_paid { order_no 11 }
  expect exit
  at 2026-03-02 11:00  expect nothing
  at 2026-03-02 11:30  expect send pay_up by push containing "order 12"
}

# A day after the end of the run of the same key; another key has a memory of its own. Order 11 ends 12:00.
test "the memory is the key's" for orders {
  given user { }
  at 2026-03-02 10:00  event order_made { order_no 11 }
  at 2026-03-02 11:00  expect send pay_up by push
  at 2026-03-02 11:30  event order_made { order_no 11 }
  expect refused by running
  at 2026-03-02 12:30  event order_made { order_no 13 }
  at 2026-03-02 13:30  expect send pay_up by push containing "order 13"
  at 2026-03-03 11:59  event order_made { order_no 11 }
  expect refused by reenter
  at 2026-03-03 12:00  event order_made { order_no 11 }
  at 2026-03-03 13:00  expect send pay_up by push containing "order 11"
}

# `reenter` is not said: never, once per key for ever.
test "once for a night" for nights {
  given user { }
  at 2026-03-02 10:00  event room_booked { night 2026-04-01 }
  at 2026-03-02 10:20  event room_booked { night 2026-04-02 }
  at 2026-03-02 11:00  expect send sleep_well by push
  at 2026-03-02 11:20  expect send sleep_well by push
  at 2026-03-05 10:00  event room_booked { night 2026-04-01 }
  expect refused by reenter
  at 2026-03-05 10:00  event room_booked { beds 2 }
  expect refused by key
}

# `restart` ends the run of its own key only.
test "restarted by key" for flags {
  given user { }
  at 2026-03-02 10:00  event flagged { urgent true }
  at 2026-03-02 10:10  event flagged { urgent false }
  at 2026-03-02 10:30  event flagged { urgent true }
  expect exit
  at 2026-03-02 11:00  expect nothing
  at 2026-03-02 11:10  expect send look_here by push
  at 2026-03-02 11:30  expect send look_here by push
}
