# A held-out user walks the flow: goals, exits, reenter as everyone
test "held out" for test_it {
  given user { }
  arm holdout = in
  at 2026-03-02 10:00 event a { }
  expect blocked m by holdout
  expect waiting
  # `set run` is done (the branch is taken), `tag` and `set user` are not
  at 2026-03-02 11:00 expect blocked n by holdout
  expect finished
  at 2026-03-02 12:00 event a { }
  expect refused by reenter
  at 2026-03-02 13:00 event paid { amount 5 CNY }
  expect goal
  at 2026-03-03 10:00 event a { }
  expect blocked m by holdout
  event c { }
  expect exit
}
test "started by nobody" for callee {
  given user { }
  arm holdout = in
  at 2026-03-02 10:00 event b { }
  expect nothing
  at 2026-03-02 11:00 expect blocked m by holdout
}
test "in a world where nobody is" for caller {
  given user { }
  at 2026-03-02 10:00 event b { }
  expect send n by push
  at 2026-03-02 11:00 expect send m by push
}
