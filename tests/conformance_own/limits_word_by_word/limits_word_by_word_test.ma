# The third promotional message waits for the first to leave the hour (rolling, half-open: exactly an hour later there is room).
test "waiting for room" for pushes {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send a by push
  at 2026-03-02 10:10  event go { }
  expect send a by push
  at 2026-03-02 10:20  event go { }
  expect nothing
  expect waiting
  at 2026-03-02 11:00  expect send a by push
}

# 10:00, 10:10, 11:00 are three messages in two hours: the fourth, at 11:10, meets a full rule that drops.
test "two rules full, one drops" for pushes {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send a by push
  at 2026-03-02 10:10  event go { }
  expect send a by push
  at 2026-03-02 11:00  event go { }
  expect send a by push
  at 2026-03-02 11:10  event go { }
  expect blocked a by limits
  at 2026-03-02 12:00  event go { }
  expect send a by push
}

# Messages exempt from limits are not counted by them; neither are transactional ones.
test "exempt and not counted" for alarms {
  given user { }
  at 2026-03-02 10:00  event alarm { }
  expect send c by push
  event alarm { }
  expect send c by push
  event receipt_asked { }
  expect send c by push
  event alarm { }
  expect send c by push
  event go { }
  expect send a by push
  event go { }
  expect send a by push
}

# A service message has a rule of its own, by the day of the user; the one that was blocked is not counted by any rule.
test "another category" for services {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 23:00 +09:00  event hello_world { }
  expect send c by push
  at 2026-03-02 23:59:59 +09:00  event hello_world { }
  expect blocked c by limits
  at 2026-03-03 00:00 +09:00  event hello_world { }
  expect send c by push
  event go { }
  expect send a by push
}

# The week starts on Monday: 8 March 2026 is a Sunday. The project's Sunday night is not the user's.
test "a calendar week" for texts {
  given user { phone "+8613800000000" }
  at 2026-03-06 10:00  event offer_seen { }
  expect send b by sms
  at 2026-03-07 10:00  event offer_seen { }
  expect send b by sms
  at 2026-03-08 23:59  event offer_seen { }
  expect blocked b by limits
  at 2026-03-09 00:00  event offer_seen { }
  expect send b by sms
}

# Four of one message a month, then none; another message may go.
test "one message a month" for pushes {
  given user { phone "+8613800000000" }
  given sent a by push at 2026-03-01 00:00
  given sent a by push at 2026-03-02 00:00
  given sent a by push at 2026-03-03 00:00
  given sent a by push at 2026-03-04 00:00
  given sent a by push at 2026-02-28 23:59
  at 2026-03-31 23:59  event go { }
  expect blocked a by limits
  event offer_seen { }
  expect send b by sms
  at 2026-04-01 00:00  event go { }
  expect send a by push
}
