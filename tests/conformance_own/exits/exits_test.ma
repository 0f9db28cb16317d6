test "by a profile" for when_ {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 11:00  expect send m by push
  at 2026-03-02 11:30  set { blocked true }
  expect exit
  at 2026-03-02 12:00  expect nothing
}

test "it holds already" for when_ {
  given user { blocked true }
  at 2026-03-02 10:00  event go { }
  expect refused by exit
}

# 12:00 passes without an input: the run lives. At 13:00 the tag is set, and just before the send the run ends.
test "by time, just before the send" for timed {
  given user { }
  at 2026-03-02 10:00  event begun { }
  call timed
  at 2026-03-02 12:30  expect waiting
  at 2026-03-02 13:00  expect tag "reached"
  expect exit
  expect nothing
}

test "by time, at an input" for timed {
  given user { }
  at 2026-03-02 10:00  event begun { }
  call timed
  at 2026-03-02 11:59  event ping { }
  expect waiting
  at 2026-03-02 12:00  event ping { }
  expect exit
}

# Berlin, autumn: `exit after 1 day` is 24 hours, `wait 1 day` 25.
test "24 hours before a day of 25" for after_ {
  given user { timezone "Europe/Berlin" }
  at 2026-10-24 10:00  call after_
  at 2026-10-25 10:00  expect exit
  at 2026-10-25 11:00  expect nothing
}

# Berlin, spring: `wait 1 day` is 23 hours.
test "a day of 23 before 24 hours" for after_ {
  given user { timezone "Europe/Berlin" }
  at 2026-03-28 10:00  call after_
  at 2026-03-29 09:00  expect send m by push
}

# Exits (3) come before entries (5): the second event ends the first run and starts another.
test "one event ends a run and starts the next" for twice {
  given user { }
  at 2026-03-02 10:00  event stop_it { }
  at 2026-03-02 10:30  event stop_it { }
  expect exit
  at 2026-03-02 11:00  expect nothing
  at 2026-03-02 11:30  expect send m by push
}
