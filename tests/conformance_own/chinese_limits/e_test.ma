test "the same in English" for 一 {
  given user { }
  given sent 甲 by push at 2026-03-01 11:30
  at 2026-03-02 09:00 event 触发 { }
  expect blocked 甲 by limits
}
