test "just before the send" for one {
  given user { n 5; did view { } at 2026-03-02 09:00 }
  at 2026-03-02 10:00 event a { }
  expect waiting
  at 2026-03-02 11:30 expect waiting
  at 2026-03-02 13:00 expect exit
  expect nothing
}
test "the flow made it true itself" for two {
  given user { n 0; did view { } at 2026-03-02 09:59 }
  at 2026-03-02 10:00 event a { }
  expect exit
  expect nothing
  at 2026-03-02 12:00 event view { }
  at 2026-03-02 13:00 expect send m by push
}
