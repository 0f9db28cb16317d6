test "consent withdrawn in the night" for by_night {
  given user { consent push }
  at 2026-03-02 23:00  event cart { }
  at 2026-03-03 06:00  event consent.withdrawn { channel "push"; category "promotional" }
  at 2026-03-03 07:00  expect blocked reminder by consent
  expect tag "not reached"
}

# Blocked is not waiting: what is given later comes too late.
test "consent given in the night" for by_night {
  given user { }
  at 2026-03-02 23:00  event cart { }
  expect blocked reminder by consent
  at 2026-03-03 06:00  event consent.given { channel "push"; category "promotional" }
  at 2026-03-03 07:00  expect nothing
}

# Kept for 07:00 UTC, which is 02:00 in New York: kept again, for 12:00 UTC, 13 of the 24 hours after 23:00. The text is written then.
test "moved in the night" for by_night {
  given user { timezone "UTC"; consent push }
  at 2026-03-02 23:00  event cart { }
  at 2026-03-03 03:00  set { timezone "America/New_York"; points 5 }
  at 2026-03-03 07:00  expect nothing
  at 2026-03-03 12:00  expect send reminder by push containing "5 points"
}

# 11:30 sent; 11:45 full until 12:30, in time until 13:25. At 12:00 the other one comes to the same queue. At 12:30 priority goes first; the next room is at 13:30.
test "the more important one takes the room" for patient {
  given user { }
  at 2026-03-02 11:00  event flash { }
  at 2026-03-02 11:30  event seat { }
  expect send reminder by popup
  at 2026-03-02 11:45  event seat { }
  at 2026-03-02 12:30  expect send news by popup
  expect blocked reminder by limits
  expect tag "not shown"
}

# The new run comes to its send at 11:51: in time until 13:31, and there is room at 13:30.
test "a new run waits from its own beginning" for patient {
  given user { }
  at 2026-03-02 11:00  event flash { }
  at 2026-03-02 11:30  event seat { }
  expect send reminder by popup
  at 2026-03-02 11:40  event seat { }
  at 2026-03-02 11:51  event seat { }
  expect exit
  at 2026-03-02 12:30  expect send news by popup
  expect waiting
  at 2026-03-02 13:30  expect send reminder by popup
  expect in shown
}

# wecom is refused and popup full until 11:00. By then wecom may send again, and it is asked first.
test "asked again from the first" for choosing {
  given user { }
  given sent news by popup at 2026-03-02 10:00
  at 2026-03-02 10:10  event consent.withdrawn { channel "wecom" }
  call choosing
  at 2026-03-02 10:30  event consent.given { channel "wecom" }
  expect nothing
  at 2026-03-02 11:00  expect send reminder by wecom
}

# wecom is full until 12:00, popup until 11:00. At 11:00 wecom is refused, and popup has room.
test "the other one takes it" for choosing {
  given user { }
  given sent news by popup at 2026-03-02 10:00
  given sent reminder by wecom at 2026-03-02 08:00
  at 2026-03-02 10:10  call choosing
  expect waiting
  at 2026-03-02 10:30  event consent.withdrawn { channel "wecom" }
  at 2026-03-02 11:00  expect send reminder by popup
}
