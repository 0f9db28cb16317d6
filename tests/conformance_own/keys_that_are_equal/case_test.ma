test "money" for c {
  given user { }
  at 2026-03-02 10:00  event a { v 50 CNY }
  at 2026-03-02 10:10  event a { v 50.00 CNY }
  expect refused by running
  at 2026-03-02 11:00  expect send m by push
}

test "number" for d {
  given user { }
  at 2026-03-02 10:00  event b { v 1 }
  at 2026-03-02 10:10  event b { v 1.0 }
  expect refused by running
  at 2026-03-02 11:00  expect send m by push
}
