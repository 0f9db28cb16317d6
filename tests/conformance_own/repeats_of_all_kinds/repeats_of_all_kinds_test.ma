test "three at once" for plains {
  given user { }
  at 2026-03-02 10:00  event plain { }
  expect send m by push containing "m 1"
  expect send m by push containing "m 2"
  expect send m by push containing "m 3"
  expect send done by push containing "done 3"
}

# The pause is between the passes: after the two hours of the first pass comes a calendar day. None after the last pass.
test "a day between passes" for pauses {
  given user { }
  at 2026-03-02 10:00  event paused { }
  expect send ask by push
  at 2026-03-03 12:00  expect send ask by push
  at 2026-03-04 14:00  expect send ask by push
  at 2026-03-04 16:00  expect send over by push
}

# Answered during the second pass: the pause still passes, then `until` is looked at.
test "answered" for pauses {
  given user { }
  at 2026-03-02 10:00  event paused { }
  expect send ask by push
  at 2026-03-03 12:00  expect send ask by push
  at 2026-03-03 13:00  event answer { }
  at 2026-03-03 14:00  expect nothing
  at 2026-03-04 14:00  expect send over by push
}

# Passes: 10:00, 11:00; a day after the end of the first pass: 11:00, 12:00. done at once.
test "loops in loops" for nests {
  given user { }
  at 2026-03-02 10:00  event nested { }
  expect send m by push containing "m 1"
  at 2026-03-02 11:00  expect send m by push containing "m 2"
  at 2026-03-03 11:00  expect send m by push containing "m 3"
  at 2026-03-03 12:00  expect send m by push containing "m 4"
  expect send done by push containing "done 4"
}

# `until` is looked at before the first pass too.
test "already enough" for nests {
  given user { points 10 }
  at 2026-03-02 10:00  event nested { }
  at 2026-03-03 10:00  expect send done by push containing "done 0"
}

# n unknown: the condition is never true, five passes.
test "counting up" for at_once {
  given user { }
  at 2026-03-02 10:00  event ever_so { n 3 }
  expect send done by push containing "done 3"
  at 2026-03-02 10:01  event ever_so { n 3 }
  expect send done by push containing "done 3"
  at 2026-03-02 10:02  event ever_so { }
  expect send done by push containing "done 8"
}
