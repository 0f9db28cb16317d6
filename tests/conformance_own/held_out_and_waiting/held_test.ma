test "waits for ordinary events are as always" for one {
  given user { }
  arm holdout = in
  at 2026-03-02 10:00 event a { }
  expect blocked m by holdout
  at 2026-03-02 10:30 event b { }
  expect waiting
  at 2026-03-02 10:31 expect blocked m by holdout
  expect finished
}
