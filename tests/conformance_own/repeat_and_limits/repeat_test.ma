# pass 1 10:00 sent. 11:00: room at 13:00, exactly 2 hours: waits, sent 13:00. 14:00: room at 16:00: D from 14:00, each send of its own: sent 16:00.
test "each pass has its own D" for one {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect send m by push
  at 2026-03-02 11:00 expect waiting
  at 2026-03-02 13:00 expect send m by push
  at 2026-03-02 16:00 expect send m by push
  expect finished
}
