# a restart ends the run under way and its deferred send; only the second is sent, and only once
test "restart in the night" for again {
  given user { }
  at 2026-03-02 22:30 event a { k "1" }
  expect waiting
  at 2026-03-02 23:30 event a { k "2" }
  expect exit
  expect waiting
  at 2026-03-03 07:00 expect send m by push containing "m 2"
  expect finished
}
test "exit after" for ends {
  given user { }
  at 2026-03-02 22:30 event b { }
  at 2026-03-03 04:30 expect exit
  at 2026-03-03 07:00 expect nothing
}
test "goal in the night" for ends {
  given user { }
  at 2026-03-02 23:30 event b { }
  at 2026-03-03 04:30 event paid { }
  expect goal
  at 2026-03-03 07:00 expect nothing
}
# exit after 6 hours exactly at the release: 01:00 + 6 h = 07:00: set first, so it wins
test "exit at the instant of the release" for ends {
  given user { }
  at 2026-03-03 01:00 event b { }
  at 2026-03-03 07:00 expect exit
  expect nothing
}
test "and stay" for stays {
  given user { }
  at 2026-03-02 23:30 event tick { }
  at 2026-03-03 04:30 event paid { }
  expect goal
  expect waiting
  at 2026-03-03 07:00 expect send n by push
  expect tag "stayed"
}
# the cancelled send took no room
test "no room taken" {
  given user { }
  at 2026-03-02 22:30 event a { }
  at 2026-03-02 23:00 event bye { }
  at 2026-03-03 08:00 event b { }
  expect send n by push
}
