test "each run that ends answers a line of its own" {
  given user { }
  at 2026-03-02 10:00 event go { }
  expect waiting
  after 30 minutes event paid { }
  expect goal
  expect waiting
  after 30 minutes expect finished
  expect waiting
  after 1 hour expect finished
}
test "both leave no one behind" {
  given user { }
  at 2026-03-02 10:00 event go { }
  after 1 minute event left { }
  expect exit
  expect waiting
}
test "both refuse" {
  given user { }
  at 2026-03-02 10:00 event go { }
  after 61 minutes event go { }
  expect refused by reenter
  expect refused by running
}
test "of one of two customers" {
  given user ann { }
  given user bob { }
  at 2026-03-02 10:00 event go by ann { }
  call calm for bob
  expect send m by push for bob
  expect finished for bob
  expect waiting for ann
}
test "a campaign that is named is the only one meant" for long {
  given user { }
  at 2026-03-02 10:00 event go { }
  after 1 hour event go { }
  expect refused by running
  after 1 hour expect finished
}
