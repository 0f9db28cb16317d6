# The latest `m` is the one of `other`: not the run's own. In a count everybody's receipts count.
test "another run's message" for c {
  given user { }
  at 2026-03-02 10:00  event go { k "a" }
  expect send m by push
  at 2026-03-02 10:10  call other
  expect send news by push
  at 2026-03-02 10:20  expect send m by push
  at 2026-03-02 10:30  receipt push.clicked of m
  expect waiting
  at 2026-03-02 10:40  receipt push.opened of news
  at 2026-03-02 11:00  receipt push.clicked of m
  expect send news by push
  expect waiting
  at 2026-03-02 12:00  expect send n by push
  at 2026-03-02 12:10  receipt push.opened of n
  expect goal
}

test "its own" for c {
  given user { }
  at 2026-03-02 10:00  event go { k "a" }
  expect send m by push
  at 2026-03-02 10:30  receipt push.opened of m
  expect goal
  expect waiting
  at 2026-03-02 10:40  receipt push.clicked of m
  expect exit
  at 2026-03-02 12:00  expect nothing
}
