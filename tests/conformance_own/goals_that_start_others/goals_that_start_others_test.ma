# The goal raises an event at the same instant; the second goal comes after the run has ended.
test "won twice" for after_sale {
  given user { }
  at 2026-03-02 10:00  event go { item "a" }
  at 2026-03-02 10:00  event go { item "b" }
  at 2026-03-02 10:30  event paid { item "a"; amount 5 CNY }
  expect send thanks by push
  expect tag "has won"
  expect in recent
  at 2026-03-02 11:00  expect send nudge by push
  at 2026-03-02 11:30  expect not in recent
  at 2026-03-02 13:00  event paid { item "b"; amount 5 CNY }
  expect send again by push
  expect in winners
  at 2026-03-02 14:00  event paid { item "b"; amount 5 CNY }
  expect nothing
}
