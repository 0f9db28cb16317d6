# "A message that waits goes through all guards again when it is released."
test "unsubscribed in the night" for one {
  given user { phone "+8613800000000"; consent sms }
  at 2026-03-02 23:00 event a { }
  event b { }
  expect send n by sms
  at 2026-03-03 01:00 receipt sms.unsubscribed of n
  at 2026-03-03 07:00 expect blocked m by suppressed
  expect tag "blocked"
}
test "consent withdrawn in the night" for one {
  given user { phone "+8613800000000"; consent sms }
  at 2026-03-02 23:00 event a { }
  at 2026-03-03 01:00 event consent.withdrawn { channel "sms"; category "promotional" }
  at 2026-03-03 07:00 expect blocked m by consent
}
# two runs wait for the same instant: the second finds the limit full (it drops)
test "one place for two" for one {
  given user { phone "+8613800000000"; consent sms }
  at 2026-03-02 23:00 event a { }
  at 2026-03-03 06:59:59 event a { }
  expect refused by running
  # inputs of an instant are taken before its timers
  at 2026-03-03 07:00 event a { }
  expect refused by running
  expect send m by sms
  at 2026-03-03 07:00:01 event a { }
  expect blocked m by limits
}
