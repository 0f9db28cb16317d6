test "all of them" for c {
  given user { }
  at 2026-03-02 10:00  event a { k "x" }
  event b { n 2 }
  expect refused by running
  at 2026-03-02 10:10  expect send m by push containing "x no n"
  at 2026-03-02 10:20  event b { n 2 }
  at 2026-03-02 10:30  expect send m by push containing "no k 2"
  at 2026-03-02 11:00  set { vip true }
  at 2026-03-02 11:10  expect send m by push containing "no k no n"
  at 2026-03-02 12:10  expect send m by push
  at 2026-03-02 13:00  call c
  at 2026-03-02 13:10  expect send m by push
}
