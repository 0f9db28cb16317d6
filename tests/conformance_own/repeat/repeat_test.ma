# New York, 2026-03-07 10:00 -05:00 = 15:00Z; from the 8th on -04:00: 14:00Z.
test "days over a clock change" for days {
  given user { timezone "America/New_York" }
  at 2026-03-07 15:00  event go { }
  expect send m by push
  at 2026-03-08 14:00  expect send m by push
  at 2026-03-09 14:00  expect send m by push
  expect send n by push
  expect finished
}

test "not even once" for days {
  given user { done true }
  at 2026-03-07 15:00  event go { }
  expect send n by push
  expect finished
}

test "until is looked at after the pause" for days {
  given user { }
  at 2026-03-07 15:00  event go { }
  expect send m by push
  at 2026-03-08 10:00  set { done true }
  expect nothing
  at 2026-03-08 15:00  expect send n by push
}

# From 31 January: 28 February, and a month from there.
test "months clip" for months {
  given user { }
  at 2026-01-31 10:00  call months
  expect send m by push
  at 2026-02-28 10:00  expect send m by push
  at 2026-03-28 10:00  expect send m by push
}

test "the pause is between passes" for inner {
  given user { }
  at 2026-03-02 10:00  call inner
  at 2026-03-02 10:10  expect send m by push
  at 2026-03-02 11:20  expect send m by push
  expect send n by push
}

# Section 11: receipts are queued and taken after the flow has gone as far as it goes.
test "its own sends do not count yet" for tight {
  given user { }
  at 2026-03-02 10:00  call tight
  expect send m by push
  expect send m by push
  expect send m by push
  expect send n by push
  expect finished
}
