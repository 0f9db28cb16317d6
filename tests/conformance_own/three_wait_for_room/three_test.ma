# sent 10:00; 10:10, 10:20, 10:30 wait for 11:00. There the one of priority 30 is first; the others wait for 12:00: 20 is next; the last has room at 13:00: 170 minutes after 10:10: blocked
test "by priority, then again" {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect send m by push
  at 2026-03-02 10:10 event a { }
  at 2026-03-02 10:20 event b { }
  at 2026-03-02 10:30 event c { }
  expect nothing
  # exempt: takes no room
  at 2026-03-02 10:40 event bill { }
  expect send inv by push
  at 2026-03-02 11:00 expect send o by push
  at 2026-03-02 12:00 expect send n by push
  expect blocked m by limits
}
