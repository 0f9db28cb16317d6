test "priority first" {
  given user { }
  at 2026-03-02 10:00  event one { }
  at 2026-03-02 10:30  event two { }
  at 2026-03-02 11:00  expect send a by push
  expect blocked b by limits
}

test "then the order in which they were set" {
  given user { }
  at 2026-03-02 10:00  call c_first
  at 2026-03-02 11:00  call d_second
  at 2026-03-02 12:00  expect send c by push
  expect blocked d by limits
}

test "the other way round" {
  given user { }
  at 2026-03-02 10:00  call d_second
  call c_first
  at 2026-03-02 11:00  expect send d by push
  at 2026-03-02 12:00  expect send c by push
}
