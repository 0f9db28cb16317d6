# An event exactly at the deadline beats the timeout; one second later it does not.
test "at the deadline" for asks {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 11:00  event answer { text_of "yes" }
  expect send yes by push
  at 2026-03-02 12:00  expect tag "once"
}

test "after the deadline" for asks {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 11:00  expect send no_answer by push
  at 2026-03-02 11:00:01  event answer { text_of "yes" }
  expect tag "twice"
}

# One event ends one wait: the second wait listens for later ones.
test "one event, one wait" for asks {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:30  event answer { text_of "no" }
  expect tag "answered"
  expect waiting
  at 2026-03-02 10:30  event answer { }
  expect tag "twice"
  expect finished
}

# The first arm that matches, in the order written.
test "the first arm" for asks {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:30  event answer { text_of "yes" }
  expect send yes by push
  at 2026-03-02 11:30  expect tag "once"
}

# Goals before waits: the run ends as a success, and neither arm is taken.
test "the goal comes first" for asks {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 10:30  event answer { text_of "sold" }
  expect goal
  expect finished
  at 2026-03-02 11:00  expect nothing
}
