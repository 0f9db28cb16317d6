# 10:00 listening; 10:10 v x: 10:20 m; pause 1 hour from the end of the pass: 11:20; 11:50 timeout; 12:50 w at 12:55, 13:05 n; out; n.
test "through" for c {
  given user { }
  arm s = a
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:05  event v { k "no" }
  at 2026-03-02 10:10  event v { k "x" }
  at 2026-03-02 10:20  expect send m by push containing "x"
  at 2026-03-02 11:20  expect waiting
  at 2026-03-02 11:49:59  expect nothing
  at 2026-03-02 11:50  expect tag "timeout"
  at 2026-03-02 12:55  event w { }
  at 2026-03-02 13:05  expect send n by push
  expect send n by push
  expect finished
}

test "the loop ends" for c {
  given user { }
  arm s = a
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:10  event v { k "end" }
  at 2026-03-02 10:20  expect send m by push containing "end"
  at 2026-03-02 11:20  expect send n by push
}

test "stop" for c {
  given user { }
  arm s = a
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:10  event v { k "stop" }
  expect finished
  expect nothing
}
