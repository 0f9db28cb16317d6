# A line end is something else than the two characters that stand for it in a file.

test "a line end is not a backslash and an n" for echoes {
  given user { vip true; consent push }
  other sends allowed
  at 2026-03-02 10:00  event ping { text "one\ntwo C:\\new" }
  after 30 minutes  expect send again by push containing "one\\ntwo"
}
