# a user's runs by start, then run id
test "the older run first" for one {
  given user { }
  at 2026-03-02 10:00 event cart { id_ "zzz" }
  at 2026-03-02 10:01 event cart { id_ "aaa" }
  at 2026-03-02 10:30 event nudge { }
  expect send m by push containing "m zzz"
  expect blocked m by limits
}
test "then by run id" for one {
  given user { }
  at 2026-03-02 10:00 event cart { id_ "zzz" }
  event cart { id_ "aaa" }
  at 2026-03-02 10:30 event nudge { }
  expect send m by push containing "m aaa"
  expect blocked m by limits
}
