# Held out: the flow is walked, sends are blocked, tags, attributes and starts skipped. 10:00 + 1 hour (blocked arm) + 2 hours + 30 minutes = 13:30.
test "walks and says nothing" for tested {
  given user { }
  arm holdout = in
  at 2026-03-02 10:00  event go { }
  expect blocked m by holdout
  expect waiting
  at 2026-03-02 13:29:59  expect waiting
  at 2026-03-02 13:30  expect finished
  expect nothing
  at 2026-03-02 14:00  event won { }
  expect goal
  at 2026-03-03 09:59  event go { }
  expect refused by reenter
}

test "exempt from hold-outs" for bills {
  given user { }
  arm holdout = in
  at 2026-03-02 10:00  event bill { }
  expect send m by push
  at 2026-03-02 11:00  event news { }
  expect send m by push
  expect tag "served"
  at 2026-03-02 12:00  event next { }
  expect blocked m by holdout
}

test "not held out" for tested {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  expect send f by push
  expect tag "walked"
  at 2026-03-02 11:00  receipt push.opened of m
  at 2026-03-02 12:00  expect send f by push
}
