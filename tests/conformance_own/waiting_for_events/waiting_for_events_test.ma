# `event.X` inside the block is the event that matched, also after a wait in the block.
test "paid enough" for one {
  given user { }
  at 2026-03-02 10:00  event go { code "x" }
  at 2026-03-02 11:00  event paid { code "x"; amount 9.99 CNY }
  expect nothing
  at 2026-03-02 12:00  event paid { code "y"; amount 100 CNY }
  expect waiting
  at 2026-03-02 13:00  event paid { code "x"; amount 100 CNY }
  expect waiting
  at 2026-03-02 13:01  expect send thanks by push containing "thanks 100"
  expect tag "big"
}

# Up to 1 day is 24 hours; an event exactly at the deadline is in time.
test "at the deadline" for one {
  given user { }
  at 2026-03-02 10:00  event go { code "x" }
  at 2026-03-03 10:00  event paid { code "x"; amount 10 CNY }
  at 2026-03-03 10:01  expect send thanks by push
  expect tag "small"
}

test "never paid" for one {
  given user { }
  at 2026-03-02 10:00  event go { code "x" }
  at 2026-03-03 09:59  event paid { code "x" }
  at 2026-03-03 10:00  expect send nudge by push
  expect finished
}

# The code of entry is unknown: no payment can be known to be for it.
test "an unknown code" for one {
  given user { }
  at 2026-03-02 10:00  event go { code "" }
  at 2026-03-02 10:01  event go { }
  at 2026-03-02 11:00  event paid { amount 10 CNY }
  at 2026-03-03 10:00  expect send nudge by push
}

test "asked, silent, paid" for many {
  given user { }
  at 2026-03-02 10:00  event go { code "many" }
  at 2026-03-02 10:30  event asked { }
  expect send reply by push
  at 2026-03-02 11:30  expect send nudge by push
  at 2026-03-02 12:00  event paid { amount 5 CNY }
  expect nothing
  at 2026-03-02 12:29  event paid { amount 6 CNY }
  expect send bye by push
  expect finished
}

# Three passes, then what follows the loop, at the same instant.
test "thrice asked" for many {
  given user { }
  at 2026-03-02 10:00  event go { code "many" }
  at 2026-03-02 10:10  event asked { }
  expect send reply by push
  at 2026-03-02 10:20  event asked { }
  expect send reply by push
  at 2026-03-02 11:20  event asked { }
  expect send reply by push
  expect send end by push
}
