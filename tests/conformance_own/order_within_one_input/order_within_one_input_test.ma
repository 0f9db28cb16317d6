# History first: the count includes this event. Entries after waits.
test "counted before it is looked at" for waits_for_it {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 11:00  event buy { amount 10 CNY }
  expect send m by push containing "1"
  at 2026-03-02 12:00  event buy { amount 10 CNY }
  expect send thanks by push
  at 2026-03-02 13:00  event buy { amount 30 CNY }
  expect send vip by push
}

# Exits before waits: the run leaves, and nothing is sent in it; the other campaign's wait ends.
test "exit before wait" for waits_for_it {
  given user { }
  at 2026-03-02 10:00  event go { }
  at 2026-03-02 11:00  event buy { amount 100 CNY }
  expect exit
  expect send bye by push
  expect send vip by push
}
