test "a receipt of an earlier message is of another run" for one {
  given user { }
  given sent m by push at 2026-03-01 10:00
  at 2026-03-02 09:00 receipt push.opened of m
  expect in opened
  at 2026-03-02 10:00 event a { }
  expect send m by push
  at 2026-03-02 11:00 expect tag "not mine"
}
