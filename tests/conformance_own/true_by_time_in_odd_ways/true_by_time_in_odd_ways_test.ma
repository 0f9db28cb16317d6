# The hour of the last view ends: exactly an hour later it is out of (now - 1 hour, now].
test "forgotten" for forgets {
  given user { }
  at 2026-03-02 10:00  event view { page "a" }
  at 2026-03-02 10:30  event view { page "b" }
  at 2026-03-02 11:29:59  expect nothing
  at 2026-03-02 11:30  expect send forgotten by push
  at 2026-03-02 12:00  event view { }
  expect nothing
  other sends allowed
}

# 3 leaves at 12:00, then the least is 7.
test "the small one leaves" for lows {
  given user { }
  at 2026-03-02 10:00  event view { n 3 }
  at 2026-03-02 11:00  event view { n 7 }
  at 2026-03-02 12:00  expect send low by push
  at 2026-03-02 13:00  expect nothing
  other sends allowed
}

# (10 + 60) / 2 = 35 until 10 leaves, a day after it.
test "the mean rises" for means {
  given user { }
  at 2026-03-02 10:00  event paid { amount 10 CNY }
  at 2026-03-02 12:00  event paid { amount 60 CNY }
  at 2026-03-03 09:59:59  expect nothing
  at 2026-03-03 10:00  expect send mean by push
  other sends allowed
}

# One page at 10:00; two at 11:00; one again when the first has left, at 13:00.
test "one page again" for fews {
  given user { }
  at 2026-03-02 10:00  event view { page "a" }
  expect send few by push
  at 2026-03-02 11:00  event view { page "b" }
  at 2026-03-02 13:00  expect send few by push
  other sends allowed
}

test "between two ages" for betweens {
  given user { }
  at 2026-03-02 10:00  event paid { amount 1 CNY }
  at 2026-03-02 11:59:59  expect nothing
  at 2026-03-02 12:00  expect send between by push
  at 2026-03-02 12:30  event paid { amount 1 CNY }
  at 2026-03-02 14:30  expect send between by push
}

# Local midnight of the day three days before; Tokyo's 5 March begins on 4 March 15:00 UTC.
test "days before it is due" for dues {
  given user { due 2026-03-01; timezone "Asia/Tokyo" }
  at 2026-03-02 20:00  expect nothing
  at 2026-03-02 20:00  set { due 2026-03-08 }
  at 2026-03-04 14:59:59  expect nothing
  at 2026-03-04 15:00  expect send due_day by push
  at 2026-03-05 10:00  set { due 2026-03-20 }
  expect nothing
}

# A day is 24 hours when a moment is compared; here both clocks agree. Another booking turns it off, and on again.
test "a day before the latest booking" for soons {
  given user { }
  at 2026-03-02 10:00  event booked { starts 2026-03-05 12:00 }
  at 2026-03-04 11:59:59  expect nothing
  at 2026-03-04 12:00  expect send soon by push
  at 2026-03-04 13:00  event booked { starts 2026-03-10 09:00 }
  at 2026-03-09 09:00  expect send soon by push
}

test "Mondays at nine" for nines {
  given user { seen 2026-01-01 00:00; timezone "Europe/Berlin" }
  at 2026-03-01 09:00 +01:00  expect nothing
  at 2026-03-02 09:00 +01:00  expect send nine by push
  at 2026-03-09 09:00 +01:00  expect send nine by push
  other sends allowed
}

# 90 minutes and a millisecond after; then the birthday changes nothing while it is still true.
test "one or the other" for eithers {
  given user { seen 2026-03-02 10:00; birthday 2026-03-05 }
  at 2026-03-02 09:00  expect nothing
  at 2026-03-02 11:29:59  expect nothing
  at 2026-03-02 11:30  expect send either by push
  at 2026-03-03 10:00  set { seen 2026-03-06 10:00 }
  at 2026-03-05 00:00  expect send either by push
  at 2026-03-06 11:30  expect send either by push
}
