test "did" {
  given user { did v { id "e1" } at 2026-03-01 10:00 }
  at 2026-03-02 10:00  event v { id "e1" }
  expect in one
}
