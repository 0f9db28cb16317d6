# 14:30Z is the 2nd in both cities, 15:10Z the 3rd in Tokyo. Back in New York, where the 2nd begins at 05:00Z, it is the 2nd again.
test "the day of the first comes again" for c {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 14:30  event go { }
  expect send m by push
  at 2026-03-02 14:31  receipt push.accepted of m
  at 2026-03-02 15:10  event go { }
  expect send m by push
  at 2026-03-02 15:15  receipt push.failed of m
  at 2026-03-02 15:20  set { timezone "America/New_York" }
  at 2026-03-02 15:30  event go { }
  expect blocked m by limits
  at 2026-03-03 05:00  event go { }
  expect send m by push
}

# All three are of the day in New York, and one of them failed.
test "it fails after the move" for c {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 14:30  event go { }
  expect send m by push
  at 2026-03-02 15:10  event go { }
  expect send m by push
  at 2026-03-02 15:20  set { timezone "America/New_York" }
  at 2026-03-02 15:25  receipt push.failed of m
  at 2026-03-02 15:30  event go { }
  expect blocked m by limits
}

# Both failed: there is room.
test "both have failed" for c {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 14:30  event go { }
  expect send m by push
  at 2026-03-02 14:31  receipt push.failed of m
  at 2026-03-02 15:10  event go { }
  expect send m by push
  at 2026-03-02 15:15  receipt push.failed of m
  at 2026-03-02 15:20  set { timezone "America/New_York" }
  at 2026-03-02 15:30  event go { }
  expect send m by push
}

# Monday the 9th begins in Tokyo at 15:00Z of the 8th, in New York at 04:00Z of the 9th.
test "the week before comes again" for d {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-04 10:00  event ask { }
  expect send m by popup
  at 2026-03-04 10:01  receipt popup.accepted of m
  at 2026-03-05 10:00  event ask { }
  expect send m by popup
  at 2026-03-05 10:01  receipt popup.accepted of m
  at 2026-03-08 15:00  event ask { }
  expect send m by popup
  at 2026-03-08 15:01  event ask { }
  expect send m by popup
  at 2026-03-08 15:02  receipt popup.failed of m
  at 2026-03-08 16:00  set { timezone "America/New_York" }
  at 2026-03-08 17:00  event ask { }
  expect blocked m by limits
}

# A window of elapsed time never goes back: what is out of it stays out.
test "elapsed time" for e {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 14:30  event mail { }
  expect send m by wecom
  at 2026-03-02 14:31  receipt wecom.accepted of m
  at 2026-03-02 15:30  event mail { }
  expect send m by wecom
  at 2026-03-02 15:31  receipt wecom.failed of m
  at 2026-03-02 15:40  event mail { }
  expect send m by wecom
  at 2026-03-02 16:00  event mail { }
  expect blocked m by limits
}
