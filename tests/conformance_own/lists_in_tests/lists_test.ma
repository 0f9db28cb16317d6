test "lists" for one {
  given user { hobbies "chess", "go"; consent push }
  at 2026-03-02 10:00 event a { tags "x", "y"; levels "a" }
  expect send m by push
  expect in chess
}
