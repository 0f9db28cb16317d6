test "words" for stop {
  given user default { from "a"; `full name` "Ann B" }
  at 2026-03-02 10:00  expect in in_ for default
  event send { by "me"; every 3 }
  expect send send by push containing "Ann B me"
  at 2026-03-02 10:30  event wait { end "x" }
  expect finished
  at 2026-03-02 10:31  event last { n 3 }
  event today { n 4 }
  expect in sum
  expect in default
}

test "a quoted name" for goal {
  given user { }
  at 2026-03-02 10:00  event `Order Paid` { `the amount` 2 CNY; at "x" }
  expect in count
  at 2026-03-02 10:10  event today { n 1 }
  expect exit
  at 2026-03-02 11:00  event last { n 1 }
  expect goal
}
