# one event counts for the latest run whose condition it meets
test "the latest only" for one {
  given user { }
  at 2026-03-02 10:00 event cart { k "1" }
  at 2026-03-02 11:00 event cart { k "2" }
  at 2026-03-02 12:00 event paid { amount 1 CNY }
  expect goal
  expect not in reached
  at 2026-03-02 13:00 event paid { amount 1 CNY }
  expect goal
  expect in reached
  # both have met theirs: at most once a run
  at 2026-03-02 14:00 event paid { k "1"; amount 1 CNY }
  other sends allowed
}
