test "edges to the second" {
  given user { }
  at 2026-03-02 00:00:00  event v { n 2; page "p" }
  at 2026-03-02 12:00:01  event v { n 4; page "p" }
  expect in a2
  expect in s6
  expect in av
  expect in mn
  expect in mx
  expect in la
  expect in fi
  expect in di
  expect in since_
  expect in since_moment
  at 2026-03-02 23:59:59  expect in a2
  at 2026-03-03 00:00:00  expect in a1
  expect not in s6
  expect in la
  expect not in mn
  expect not in tod
  at 2026-03-03 12:00:00  expect in a1
  at 2026-03-03 12:00:01  expect not in a1
  expect in s0
  expect in avu
  expect in lu
  expect in fi
}

# `since entry`: after the entry event in the log, even at the same instant.
test "since entry" for c {
  given user { did v { n 100 } at 2026-03-01 10:00 }
  at 2026-03-02 10:00  event v { n 50 }
  event go { }
  event v { n 7 }
  at 2026-03-02 10:30  event v { n 8 }
  at 2026-03-02 11:00  expect send m by push containing "2 7 15"
}
