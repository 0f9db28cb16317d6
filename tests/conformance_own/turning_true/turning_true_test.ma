# Who already meets the condition at the first meeting does not enter; losing and regaining it does. `reenter` defaults to never.
test "the baseline" for points {
  given user { points 100 }
  at 2026-03-02 10:00  expect nothing
  at 2026-03-02 11:00  set { points 150 }
  expect nothing
  at 2026-03-02 12:00  set { points 99 }
  at 2026-03-02 13:00  set { points 100 }
  expect send rich by push
  at 2026-03-02 14:00  set { points 0 }
  at 2026-03-02 15:00  set { points 100 }
  expect refused by reenter
}

# Unknown is not true: from unknown to true is a turn as well.
test "from unknown" for points {
  given user { points 5 }
  at 2026-03-02 10:00  set { points 101 }
  expect send rich by push
}

# `> 30 days` turns true 30 days and 1 ms after the event. A payment ten days ago leaves its window at exactly ten days:
# (now - 10 days, now]. The view of 1 March is 30 days old on 31 March; the payment of 25 March leaves on 4 April.
test "by time alone" for away_for_long {
  given user { }
  at 2026-03-01 12:00  event view { }
  at 2026-03-31 11:59:59  expect nothing
  at 2026-03-31 12:00  expect send away by push
}

test "paid in between" for away_for_long {
  given user { }
  at 2026-03-01 12:00  event view { }
  at 2026-03-25 12:00  event paid { amount 1 CNY }
  at 2026-04-01 12:00  expect nothing
  at 2026-04-04 11:59:59  expect nothing
  at 2026-04-04 12:00  expect send away by push
  at 2026-04-05 12:00  event view { }
  at 2026-05-05 12:00  expect send away by push
}

# The turn of 10:01 starts a run; at 11:01 the count falls below; 11:30 and 11:31 turn it true again: an hour and a half after the start is too soon.
# At 12:31 it has fallen again (12:30 and 12:31 leave two old views out); 13:00 and 13:01 are three hours after the start.
test "too soon for the next" for busy_hour {
  given user { city "somewhere" }
  at 2026-03-02 10:00  event view { }
  at 2026-03-02 10:01  event view { }
  at 2026-03-02 10:31  expect send busy by push
  at 2026-03-02 11:30  event view { }
  at 2026-03-02 11:31  event view { }
  expect refused by reenter
  at 2026-03-02 13:00  event view { }
  at 2026-03-02 13:01  event view { }
  at 2026-03-02 13:31  expect send busy by push
}

# The audience is asked at entry, and unknown is not true.
test "not in the audience" for busy_hour {
  given user { }
  at 2026-03-02 10:00  event view { }
  at 2026-03-02 10:01  event view { }
  expect refused by audience
  at 2026-03-02 10:02  set { city "somewhere" }
  expect nothing
  at 2026-03-02 11:30  event view { }
  at 2026-03-02 11:31  event view { }
  at 2026-03-02 12:01  expect send busy by push
}
