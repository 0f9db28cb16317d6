# "from one campaign" counts all runs of the campaign, whatever the key. 2026-03-06 is a Friday: the next week is Monday, 9 March 00:00: 2 days and 14 hours off, then 1 day 14 h.
test "all runs of a campaign" for one {
  given user { }
  at 2026-03-06 10:00 event a { k "1" }
  expect send m by push
  event a { k "2" }
  expect send m by push
  at 2026-03-06 11:00 expect blocked m by limits
  expect blocked m by limits
  at 2026-03-07 10:00 event a { k "3" }
  expect waiting
  at 2026-03-09 00:00 expect send m by push
  at 2026-03-09 01:00 expect send m by sms
  event b { k "1" }
  expect send m by sms
  event b { k "2" }
  expect send m by sms
  event b { k "3" }
  expect blocked m by limits
}
