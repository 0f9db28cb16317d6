test "exactly D" for p {
  given user { }
  at 2026-03-02 08:00:00  event e1 { }
  expect send a by push
  at 2026-03-02 09:59:59  event e1 { }
  expect blocked a by limits
  at 2026-03-02 10:00:00  event e1 { }
  expect waiting
  at 2026-03-02 13:59:59  expect nothing
  at 2026-03-02 14:00:00  expect send a by push
}

# Sends at 00:00 and 06:00. At 10:00: room under 6 hours at 12:00 (2 h), under 12 hours at 12:00: both 12:00.
# At 14:00: 12:00 in 6 hours: 18:00, 4 h, in time; 06:00 and 12:00 in 12 hours: 18:00, 4 h.
test "two rules that wait" for p {
  given user { }
  at 2026-03-02 00:00  event e1 { }
  expect send a by push
  at 2026-03-02 06:00  event e1 { }
  expect send a by push
  at 2026-03-02 10:00  event e1 { }
  at 2026-03-02 12:00  expect send a by push
  at 2026-03-02 14:00  event e1 { }
  expect waiting
  at 2026-03-02 18:00  expect send a by push
}

# The latest instant counts for both: 2 in 12 hours has room at 16:00, six hours away; the first rule waits 4 at most, though it has room at 10:00 + ... = 13:00.
test "the latest instant exceeds the shorter D" for p {
  given user { }
  given sent a by push at 2026-03-02 04:00
  given sent a by push at 2026-03-02 07:00
  at 2026-03-02 10:00  event e1 { }
  expect blocked a by limits
}

test "a full rule that drops" for s {
  given user { phone "+8613800000000" }
  at 2026-03-02 00:00  event e2 { }
  expect send a by sms
  at 2026-03-02 01:00  event e2 { }
  at 2026-03-02 06:00  expect send a by sms
  at 2026-03-02 07:00  event e2 { }
  expect blocked a by limits
}

# Tokyo: the day ends at 15:00Z.
test "until midnight" for o {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-01 16:00  event e3 { }
  expect send a by popup
  at 2026-03-02 02:59:59  event e3 { }
  expect blocked a by limits
  at 2026-03-02 03:00:00  event e3 { }
  expect waiting
  at 2026-03-02 15:00:00  expect send a by popup
}

# Two runs wait for the same room at 14:00; the one whose timer was set first gets it; the other would now need until 20:00, which is
# 9 hours from when its flow reached the send: more than 4.
test "room for one only" for p2 {
  given user { }
  at 2026-03-02 08:00  event e1 { }
  expect send a by push
  at 2026-03-02 10:30  event e1 { }
  at 2026-03-02 11:00  event e4 { }
  expect waiting
  at 2026-03-02 14:00  expect send a by push
  expect blocked b by limits
}
