# The wait (4) is before the entry (5), whatever the priorities.
test "waits before entries" {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 11:00  event hit { }
  expect send waiter by push
  expect blocked enterer by limits
}

test "on before when" {
  given user { }
  at 2026-03-02 11:00  event both { }
  expect send on_ by push
  expect blocked when_ by limits
}

test "by name" {
  given user { }
  at 2026-03-02 11:00  event tie { }
  expect send bbb by push
  expect blocked aaa by limits
}
