# exactly `lateness` is no more than it
test "exactly an hour" for on_view {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 11:00 event view { time 2026-03-02 10:00 }
  expect tag "viewed"
  expect nothing
  at 2026-03-02 11:30 expect send n by push
}
# its own time counts in waits: listening since 10:30; 10:29:59 is before that
test "before it listened" for waits {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 10:40 event view { time 2026-03-02 10:29:59 }
  expect nothing
  at 2026-03-02 10:50 event view { time 2026-03-02 10:30 }
  expect send m by push
}
# a second more: late; starts no run, ends no wait; history, goals and exits
test "a second later" for on_view {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 11:00 event view { time 2026-03-02 09:59:59 }
  expect refused by late
  expect in seen
  at 2026-03-02 11:30 expect send n by push
}
test "late goal" for waits {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 11:30 expect send n by push
  at 2026-03-03 12:00 event paid { amount 5 CNY; time 2026-03-02 12:00 }
  expect goal
}
test "late exit" for waits {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 11:30 expect send n by push
  at 2026-03-03 12:00 event out { time 2026-03-02 10:00 }
  expect exit
}
# older than max_age: history only
test "too old" for waits {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 11:30 expect send n by push
  at 2026-03-04 12:00 event out { time 2026-03-02 11:59:59 }
  expect waiting
  event paid { amount 5 CNY; time 2026-03-02 11:59:59 }
  expect waiting
  event view { time 2026-03-02 11:59:59 }
  expect in seen
}
# exactly max_age
test "not too old" for waits {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 11:30 expect send n by push
  at 2026-03-04 12:00 event out { time 2026-03-02 12:00 }
  expect exit
}
