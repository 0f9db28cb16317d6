# Section 4: whole numbers are numbers, so a variable may start with one and hold another number later.
test "a variable that starts with a whole number" for counts {
  given user { consent push }
  at 2026-03-02 10:00  event go { share 0.75 }
  expect send note by push containing "0 and 2"
  after 1 hour  expect send note by push containing "1.5 and 0.75"
  expect send note by push containing "1.5 and 3"
  expect finished
}
