# One event counts for the latest run whose condition it meets: that of key b ends, that of key a goes on; the next one counts for a.
test "the latest first" for any_key {
  given user { }
  at 2026-03-02 10:00  event start_it { key "a" }
  at 2026-03-02 11:00  event start_it { key "b" }
  at 2026-03-02 12:00  event done { }
  expect goal
  at 2026-03-03 10:00  expect send m by push
  at 2026-03-03 11:00  expect nothing
  at 2026-03-03 12:00  event done { }
  expect goal
  at 2026-03-03 13:00  event done { }
  expect nothing
}

# Restarted at 12:00: the run of 10:00 has ended, its goal would still count, but the latest run takes the event. 20:00 passes silently.
test "restarted" for ending {
  given user { }
  at 2026-03-02 10:00  event start_it { key "one" }
  at 2026-03-02 12:00  event start_it { key "one" }
  expect exit
  at 2026-03-02 20:00  expect waiting
  at 2026-03-02 21:00  event done { key "one" }
  expect goal
  expect finished
  other sends allowed
}
