# 10:00Z is 19:00 of the 2nd in Tokyo; 16:00Z is 01:00 of the 3rd. In New York both are the 2nd (from 05:00Z).
test "west" for c {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 10:00  event v { n 1 }
  event w { }
  expect in one
  at 2026-03-02 16:00  event v { n 2 }
  expect in one
  expect not in lw
  at 2026-03-02 16:30  event v { n 4 }
  expect in two
  at 2026-03-02 17:00  set { timezone "America/New_York" }
  expect in three
  expect in total
  expect in lw
  expect send m by push
}
