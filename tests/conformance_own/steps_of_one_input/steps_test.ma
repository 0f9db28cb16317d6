test "history first" for third {
  given user { did view { page "x" } at 2026-03-01 10:00 }
  at 2026-03-02 10:00 event view { page "y" }
  at 2026-03-02 10:01 event view { page "z" }
  expect tag "third"
  expect finished
}
test "goal, then exit" for goalfirst {
  given user { }
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 10:10 event paid { }
  expect goal
  expect send n by push
  expect tag "saw the wait"
}
test "exit, then wait" for exitfirst {
  given user { }
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 10:10 event paid { }
  expect exit
  expect send n by push
}
test "exit, then entry" for again {
  given user { }
  at 2026-03-02 10:00 event paid { }
  expect send n by push
  expect waiting
  at 2026-03-02 11:00 event paid { }
  expect send n by push
  expect exit
  expect waiting
  at 2026-03-03 11:00 expect finished
}
