test "written and read" for writes {
  given user { }
  at 2026-03-02 10:00  event go { price 5.25 CNY }
  expect send m by push containing "two 1 one"
  expect in dear
  expect in today_s
  expect in moved
  at 2026-03-03 10:00  expect not in today_s
  at 2026-03-03 10:00  event go { price 5.24 CNY }
  expect send m by push containing "two 2 one"
  expect tag "vip"
  expect not in dear
}

# `set` to an unknown leaves it unknown; `unset` makes an attribute unknown, or its default.
test "forgotten" for forgets {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send m by push containing "two 1 one"
  expect not in dear
  at 2026-03-02 11:00  event forget { }
  expect send n by push containing "none 0 nothing"
  expect not in moved
}
