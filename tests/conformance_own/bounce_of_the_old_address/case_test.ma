test "changed meanwhile" for c {
  given user { email "old@a.example" }
  at 2026-03-02 10:00  event go { }
  expect send m by email
  at 2026-03-02 10:05  set { email "new@a.example" }
  at 2026-03-02 10:10  receipt email.bounced of m
  at 2026-03-02 10:15  event go { }
  expect send m by email
  at 2026-03-02 10:20  set { email "old@a.example" }
  event go { }
  expect blocked m by suppressed
}
