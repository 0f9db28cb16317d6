test "a rule tag in and out" for one {
  given user { }
  at 2026-03-02 10:00 event view { }
  at 2026-03-02 10:30 event view { }
  expect send m by push
  expect tag "hot"
  # 11:00: the first view is out. exit when is looked at on the next input
  at 2026-03-02 11:00 event a { }
  expect exit
  at 2026-03-02 12:30 expect nothing
}
test "audience at entry" for two {
  given user { did view { } at 2026-03-02 09:30; did view { } at 2026-03-02 09:31; tags "x" }
  at 2026-03-02 10:00 event a { }
  expect in x
  expect waiting
  at 2026-03-02 10:10 expect not in x
  at 2026-03-02 10:30 event a { }
  expect refused by audience
}
