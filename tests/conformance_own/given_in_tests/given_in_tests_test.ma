# `did` is history only: it counts, and starts nothing.
test "history starts nothing" for by_view {
  given user { consent push; did view { page "a"; n 2 } at 2026-03-01 10:00 }
  at 2026-03-02 10:00  expect in seen
  expect nothing
  at 2026-03-08 10:00  expect not in seen
}

# `given sent` fills limits: two in two days, an hour for one message.
test "already sent" for by_go {
  given user { consent push }
  given sent m by push at 2026-03-02 09:30
  at 2026-03-02 10:00  event go { }
  expect blocked m by limits
  at 2026-03-02 10:30  event go { }
  expect send m by push
  at 2026-03-02 12:00  event go { }
  expect blocked m by limits
  expect send m by sms
  at 2026-03-04 09:30  event go { }
  expect send m by push
}

# `after D` counts from the previous line.
test "after" for by_go {
  given user { consent push }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  after 1 hour  event go { }
  expect send m by push
  after 30 minutes  expect nothing
  after 90 minutes  event go { }
  expect blocked m by limits
  expect send m by sms
  at 2026-03-02 13:00:01  expect nothing
}

test "given by name" for by_go {
  given user ann { consent push }
  given user bob { consent push }
  given sent n by push at 2026-03-02 08:00 for ann
  given sent m by push at 2026-03-02 09:00 for ann
  at 2026-03-02 10:00  event go by ann { }
  expect blocked m by limits for ann
  expect send m by sms for ann
  event go by bob { }
  expect send m by push for bob
}
