# 10:00 sent. 10:30: first rule full until 12:00, 1.5 h <= 3 h: waits, sent 12:00 (2). 12:10: rule 1 has room at 14:00, rule 2 at 15:00 (10:00 leaves): the latest is 15:00,
# that is 2 h 50 min from 12:10: rule 1's D of 3 h holds, rule 2's as well: sent 15:00.
test "the latest instant at which all have room" {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect send m by push
  at 2026-03-02 10:30 event a { }
  expect nothing
  at 2026-03-02 12:00 expect send m by push
  at 2026-03-02 12:10 event b { }
  expect nothing
  at 2026-03-02 14:00 expect nothing
  at 2026-03-02 15:00 expect send n by push
  # three in a day: the third rule drops although the others only wait
  at 2026-03-02 15:30 event b { }
  expect blocked n by limits
  expect tag "blocked"
}
# 12:00 is asked at 11:59:59 with rule 1: room at 14:00. Rule 2 (10:00 and 12:00): room 15:00 = 3 h 0 min 1 s after 11:59:59: more than D of rule 1: blocked at once.
test "the rule whose D that instant exceeds" {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect send m by push
  at 2026-03-02 12:00 event a { }
  expect send m by push
  at 2026-03-02 12:00 event b { }
  at 2026-03-02 14:00 expect nothing
  at 2026-03-02 15:00 expect send n by push
}
# 11:59:59: room of both is 15:00, which is a second more than the 3 hours of the first rule.
test "and a second too far" {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect send m by push
  at 2026-03-02 11:00 event a { time 2026-03-02 10:59:59 }
  at 2026-03-02 12:00 expect send m by push
  at 2026-03-02 12:00:01 event b { }
  at 2026-03-02 15:00 expect send n by push
  at 2026-03-02 15:00:01 event b { }
  expect blocked n by limits
}
