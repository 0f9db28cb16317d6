# timers due together: high priority first
test "priority of timers" {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 11:00 expect send two by push
  expect blocked one by limits
}
# timers due AT T fire after the last input at T: the limit is taken by the input
test "inputs before timers" {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 11:00 event a { }
  expect send one by push
  expect blocked two by limits
  expect blocked three by limits
  at 2026-03-02 11:00 expect blocked one by limits
}
# equal priority: names; enter on before enter when
test "names, then enter when" {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect send one by push
  expect blocked two by limits
  expect blocked three by limits
}
# an input exactly when the wait is over comes first: the run is gone
test "exit at the instant of the timer" for heed {
  given user { }
  at 2026-03-02 10:00 event b { }
  at 2026-03-02 11:00 event a { }
  expect exit
  other sends allowed
}
# a timer before T fires before the input at T
test "the timer of a second before" for heed {
  given user { }
  at 2026-03-02 10:00 event b { }
  at 2026-03-02 11:00:01 event a { }
  at 2026-03-02 11:00:01 expect nothing
  other sends allowed
}
