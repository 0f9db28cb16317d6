# Both reach their send in the night (23:00, 23:30). 07:00: p (high first) is sent. q: room at 11:00, 11.5 h from 23:30: more than 10 h: blocked.
test "D counts from when the flow reached the send" {
  given user { }
  at 2026-03-02 23:00 event a { }
  at 2026-03-02 23:30 event b { }
  at 2026-03-03 07:00 expect send m by push
  expect blocked n by limits
}
# 01:00 instead: 11:00 is exactly 10 h: in time.
test "exactly D" {
  given user { }
  at 2026-03-02 23:00 event a { }
  at 2026-03-03 01:00 event b { }
  at 2026-03-03 07:00 expect send m by push
  at 2026-03-03 11:00 expect send n by push
}
# A limit first, then the quiet hours: 18:30 sent; 19:00 asked, room 22:30, which is quiet until 07:00: 12 h from 19:00 for the quiet hours: exactly in time.
test "room in the night" for q {
  given user { }
  at 2026-03-02 18:30 event b { }
  expect send n by push
  at 2026-03-02 19:00 event b { }
  expect nothing
  at 2026-03-02 22:30 expect nothing
  expect waiting
  at 2026-03-03 07:00 expect send n by push
}
test "room in the night, too long" for q {
  given user { }
  at 2026-03-02 18:30 event b { }
  expect send n by push
  at 2026-03-02 18:59:59 event b { }
  expect nothing
  at 2026-03-02 22:30 expect blocked n by quiet_hours
  expect finished
}
