# b's own time is within the wait, it arrives before the deadline has fired
test "late and in time" for one {
  given user { }
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 10:59 event b { time 2026-03-02 10:52 }
  expect send m by push
}
# arrives one second after the timeout
test "after the timeout" for one {
  given user { }
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 11:00 expect send n by push
  at 2026-03-02 11:00:01 event b { time 2026-03-02 11:00 }
  expect nothing
}
# its own time was before the run began: no wait is ended
test "from before the run" for one {
  given user { }
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 10:01 event b { time 2026-03-02 09:59:59 }
  expect waiting
  at 2026-03-02 11:00 expect send n by push
}
test "since entry" for two {
  given user { }
  at 2026-03-02 10:00 event go { }
  at 2026-03-02 10:05 event b { }
  expect nothing
  at 2026-03-02 10:10 expect send m by push
}
# counted by its own time: 10:00 and 11:05 (dated 10:59:59) are within an hour at ... now 11:05: (10:05, 11:05] holds 10:59:59 only
test "windows are by own time, from now" {
  given user { }
  at 2026-03-02 10:00 event b { }
  at 2026-03-02 11:05 event b { time 2026-03-02 10:59:59 }
  at 2026-03-02 11:06 event b { }
  expect tag "two in an hour"
}
