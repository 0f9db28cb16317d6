test "unknown goes on" for goes {
  given user { }
  at 2026-03-02 10:00  call goes
  expect send m by push
}

test "unknown leaves" for leaves {
  given user { }
  at 2026-03-02 10:00  call leaves
  expect nothing
  expect exit
}

test "a second past leaves" for leaves {
  given user { due 2026-03-05 }
  at 2026-03-02 09:00:01  call leaves
  expect nothing
  expect exit
}

test "exactly now is not past" for leaves {
  given user { due 2026-03-05 }
  at 2026-03-02 09:00:00  call leaves
  expect send m by push
}

test "exactly this moment" for at_moment {
  given user { when_ 2026-03-02 09:00:00 }
  at 2026-03-02 09:00:00  call at_moment
  expect send m by push
}

# In the user's zone: 03-02 09:00 in Tokyo is 00:00Z.
test "fixed when reached" for leaves {
  given user { due 2026-03-05; timezone "Asia/Tokyo" }
  at 2026-03-01 12:00  call leaves
  at 2026-03-01 13:00  set { due 2026-04-05 }
  at 2026-03-02 00:00  expect send m by push
}
