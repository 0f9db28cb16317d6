# "Duplicates (same user and event id) have no effect."
test "the id counts, not the name" {
  given user { did a { id "x1" } at 2026-03-01 10:00 }
  at 2026-03-02 10:00 event a { id "x" }
  expect send m by push
  at 2026-03-02 10:01 event b { id "x" }
  expect nothing
  event b { id "x1" }
  expect nothing
  at 2026-03-02 10:02 event b { id "x2" }
  expect send n by push
}
