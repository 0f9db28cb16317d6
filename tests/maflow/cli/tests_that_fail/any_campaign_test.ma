# What no campaign of the customer does.

test "none reaches a goal" {
  given user { consent push }
  at 2026-03-02 10:00  event ping { }
  expect send note by push
  expect goal
}

test "none is left" {
  given user { }
  at 2026-03-02 10:00  event ping { }
  expect exit
}

test "none ends twice" {
  given user { }
  at 2026-03-02 10:00  event bill { }
  expect finished
  expect finished
}

test "none refuses" {
  given user { }
  at 2026-03-02 10:00  expect refused by running
}

test "nothing waits" {
  given user { }
  at 2026-03-02 10:00  event bill { }
  expect waiting
}
