test "keys" for c {
  given user { }
  at 2026-03-02 10:00  event cart { n 1 }
  at 2026-03-02 10:10  event cart { n 2 }
  at 2026-03-02 10:20  event cart { n 1 }
  expect refused by running
  at 2026-03-02 10:30  event cart { }
  expect refused by key
  at 2026-03-02 11:00  expect send m by push containing "cart 1"
  at 2026-03-02 11:10  expect send m by push containing "cart 2"
  at 2026-03-02 12:00  event cart { n 1 }
  expect refused by reenter
  at 2026-03-02 12:00  event cart { n 3; vip false }
  at 2026-03-02 12:00  event cart { n 3 }
  at 2026-03-02 13:00  expect send m by push containing "cart 3"
}
