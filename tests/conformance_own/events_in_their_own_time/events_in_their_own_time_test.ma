# Its own time counts in the window: a view of 09:35 that arrives at 10:05 leaves the hour at 10:35.
test "a late view counts in its own hour" for fan_mail {
  given user { }
  at 2026-03-02 10:00  event view { }
  at 2026-03-02 10:05  event view { time 2026-03-02 09:35 }
  expect send fan by push
  expect in fans
  at 2026-03-02 10:34:59  expect in fans
  at 2026-03-02 10:35  expect not in fans
}

# Half an hour exactly is not late; a second more is, and starts no run, but counts.
test "the edge of lateness" for waits {
  given user { }
  at 2026-03-02 10:00  event go { time 2026-03-02 09:30 }
  at 2026-03-02 11:00  expect send late_one by push
  at 2026-03-02 12:00  event go { time 2026-03-02 11:29:59 }
  expect refused by late
  at 2026-03-02 13:00  event view { time 2026-03-02 10:00 }
  expect in viewers
}

# Bought at 10:59:59 in its own time, known at 11:20 of a wait that ended 11:00: nothing is undone. Older than the wait's beginning: not heard.
test "before the wait began" for waits {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:10  event buy { time 2026-03-02 09:59:59 }
  expect waiting
  at 2026-03-02 10:20  event buy { time 2026-03-02 10:00 }
  expect send got by push
}

# Twice the same id: once. Another user's same id is another event.
test "the same id" for fan_mail {
  given user ann { }
  given user bob { }
  at 2026-03-02 10:00  event view by ann { id "v1" }
  at 2026-03-02 10:01  event view by ann { id "v1" }
  event view by bob { id "v1" }
  expect nothing
  at 2026-03-02 10:02  event view by bob { id "v2" }
  expect send fan by push for bob
  expect nothing for ann
}
