test "consent withdrawn in the night" for c {
  given user { consent push }
  at 2026-03-02 23:00  event go { }
  expect waiting
  at 2026-03-03 01:00  event consent.withdrawn { channel "push"; category "promotional" }
  at 2026-03-03 08:00  expect blocked m by consent
  expect tag "blocked"
}

# At 08:00 the run of 23:00 comes first; the one of 23:30 finds the day full.
test "the day is full at release" for e {
  given user { consent push }
  at 2026-03-02 23:00  event go { }
  at 2026-03-02 23:30  call e
  at 2026-03-03 08:00  expect send m by push
  expect blocked n by limits
}

test "nothing taken by who left" for e {
  given user { consent push }
  at 2026-03-02 23:00  event go { }
  at 2026-03-02 23:30  call e
  at 2026-03-03 07:59  event done { }
  at 2026-03-03 08:00  expect send n by push
}
