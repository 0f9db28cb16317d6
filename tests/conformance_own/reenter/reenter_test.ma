# Still running after a day: `running`, not `reenter`.
test "one run at a time" for from_start {
  given user { timezone "Europe/Berlin" }
  at 2026-10-24 10:00  event go { }
  at 2026-10-25 10:00  event go { }
  expect refused by running
  at 2026-10-26 11:00  expect send m by push
}

test "a day from the end" for from_end {
  given user { }
  at 2026-03-02 10:00:00  event back { }
  at 2026-03-02 11:00:00  expect exit
  at 2026-03-03 10:59:59  event back { }
  expect refused by reenter
  at 2026-03-03 11:00:00  event back { }
  expect waiting
}

test "restart" for anew_ {
  given user { vip true }
  at 2026-03-02 10:00  event anew { }
  at 2026-03-02 10:30  event anew { }
  at 2026-03-02 11:00  expect nothing
  at 2026-03-02 11:30  expect send m by push
}

test "a refused entry restarts nothing" for anew_ {
  given user { vip true }
  at 2026-03-02 10:00  event anew { }
  at 2026-03-02 10:30  set { vip false }
  event anew { }
  expect refused by audience
  at 2026-03-02 11:00  expect send m by push
}
