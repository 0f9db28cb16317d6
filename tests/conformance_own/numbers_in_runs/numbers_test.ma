# 1.25 + 0.5 + 1 = 2.75, more than 2.5; half of it is 1.375.
test "weights add up" for scales {
  given user { }
  at 2026-03-02 10:00  event go { weight 1.25 }
  at 2026-03-02 10:10  event more { weight 0.5 }
  at 2026-03-02 10:20  event more { weight 1 }
  at 2026-03-02 10:20  expect send heavy by push containing "2.75"
  at 2026-03-02 10:20  expect send half by push containing "1.375"
  at 2026-03-02 10:20  expect finished
}
