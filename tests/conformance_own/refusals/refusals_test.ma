test "one by one" for c {
  given user { }
  at 2026-02-28 10:00  event go { k "a" }
  expect refused by inactive
  at 2026-03-02 10:00  event go { k "a" }
  expect refused by audience
  at 2026-03-02 11:00  set { vip true }
  event go { }
  expect nothing
  event go { k "a" }
  expect waiting
  at 2026-03-02 11:30  event go { k "a" }
  expect refused by running
  at 2026-03-02 12:00  expect send m by push
  at 2026-03-02 12:30  event go { k "a" }
  expect refused by reenter
  at 2026-03-02 12:45  event go { k "a"; time 2026-03-02 12:34:59 }
  expect refused by late
  at 2026-03-02 13:00  event go { k "a" }
  expect waiting
  at 2026-03-02 13:10  set { vip false }
  expect exit
}
