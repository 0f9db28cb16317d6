test "first arm that matches" for one {
  given user { }
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 11:00 event b { n 6 }
  expect send m by push containing "6"
  at 2026-03-02 12:00 event a { }
  at 2026-03-02 13:00 event b { n 5 }
  expect send m by push containing "1"
  at 2026-03-02 14:00 event a { }
  at 2026-03-02 16:00 event b { }
  expect send m by push containing "1"
  at 2026-03-02 17:00 event a { }
  at 2026-03-02 19:00 expect send m by push containing "99"
  at 2026-03-02 20:00 event a { }
  after 1 second event c { }
  expect finished
}
