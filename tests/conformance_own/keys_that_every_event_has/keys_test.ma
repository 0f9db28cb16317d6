test "one run for each id" for by_id {
  given user { }
  other sends allowed
  at 2026-03-02 10:00  event booked { id "b1"; room "red" }
  at 2026-03-02 10:20  event booked { id "b2"; room "blue" }
  at 2026-03-02 11:00  expect send m by push containing "red"
  at 2026-03-02 11:20  expect send m by push containing "blue"
}

test "an event without an id has no key" for by_id {
  given user { }
  other sends allowed
  at 2026-03-02 10:00  event booked { room "red" }
  expect refused by key
  at 2026-03-02 11:00  expect nothing
}

# The own time of an event counts, not when it arrives.
test "one run for each time" for by_time {
  given user { }
  other sends allowed
  at 2026-03-02 10:00  event booked { }
  expect send n by popup
  at 2026-03-02 10:05  event booked { time 2026-03-02 10:00 }
  expect refused by running
  at 2026-03-02 10:06  event booked { time 2026-03-02 10:01 }
  expect send n by popup
  at 2026-03-02 10:07  event booked { time 2026-03-02 10:07 }
  expect send n by popup
}
