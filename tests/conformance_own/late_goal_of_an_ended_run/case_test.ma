test "late" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  at 2026-03-02 11:30  event ping { }
  at 2026-03-02 12:00  event ping { }
  at 2026-03-02 13:00  event paid { time 2026-03-02 10:30 }
  expect goal
}
