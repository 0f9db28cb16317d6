# The page is the profile's of now: views of "b" begin to count when the profile says so.
test "the profile of now" for by_profile {
  given user { page "a" }
  at 2026-03-02 10:00  event view { page "b" }
  at 2026-03-02 10:01  event view { page "b" }
  expect nothing
  at 2026-03-02 10:10  set { page "b" }
  expect send two by push
  at 2026-03-02 10:20  set { page "a" }
  at 2026-03-02 10:30  event view { page "a" }
  expect nothing
  at 2026-03-02 10:40  event view { page "a" }
  expect send two by push
  other sends allowed
}

# The page is that of each run's own entry.
test "each run counts its own" for by_entry {
  given user { }
  at 2026-03-02 10:00  event go { page "a"; shop "x" }
  at 2026-03-02 10:00  event go { page "b"; shop "y" }
  at 2026-03-02 10:10  event view { page "a" }
  expect waiting
  at 2026-03-02 10:20  event view { page "a" }
  expect exit
  at 2026-03-02 10:30  event paid { shop "x"; amount 50 CNY }
  expect nothing
  at 2026-03-02 10:40  event paid { shop "y"; amount 9.99 CNY }
  expect nothing
  at 2026-03-02 10:45  event view { page "b" }
  at 2026-03-02 10:50  event paid { shop "y"; amount 20.01 CNY }
  expect send same by push
  expect tag "much"
  expect tag "view then paid"
  expect finished
  other sends allowed
}

# An hour and 1 ms after the view; with less patience, at once.
test "patience" for patient {
  given user { }
  at 2026-03-02 10:00  event view { }
  at 2026-03-02 10:59:59  expect nothing
  at 2026-03-02 11:00  expect send silent_for_long by push
  at 2026-03-02 12:00  event view { }
  at 2026-03-02 12:30  set { patience 20 minutes }
  expect send silent_for_long by push
  at 2026-03-02 13:00  event view { }
  at 2026-03-02 13:10  set { patience 2 hours }
  at 2026-03-02 14:59:59  expect nothing
  at 2026-03-02 15:00  expect send silent_for_long by push
}
