# Receipts are events with properties; `sent` is one as well.
test "read and counted" for weekly {
  given user { consent push }
  arm half = b
  at 2026-03-02 10:00  expect not in ours
  event go { }
  expect send news by push
  expect in ours
  expect in silent
  expect in by_push
  expect in armed
  expect not in heard
  expect not in served
  at 2026-03-02 11:00  receipt push.opened of news
  expect not in silent
  expect in quick
  expect not in readers
  at 2026-03-02 12:00  event go { }
  expect send news by push
  at 2026-03-02 12:01  receipt push.opened of news
  expect in readers
  at 2026-03-02 14:01  expect not in left
  at 2026-03-02 14:01:01  expect in left
}

test "opened too late" for weekly {
  given user { consent push }
  arm half = a
  at 2026-03-02 10:00  event go { }
  expect send other by push
  expect not in armed
  at 2026-03-02 11:00:01  receipt push.opened of other
  expect not in quick
  expect not in readers
}

# No consent for push: the sms goes out and is counted for a day.
test "by sms" for weekly {
  given user { phone "+8613800000000"; consent sms }
  arm half = b
  at 2026-03-02 10:00  event go { }
  expect send news by sms
  expect in heard
  expect not in by_push
  at 2026-03-03 09:59:59  expect in heard
  at 2026-03-03 10:00  expect not in heard
}

test "the category of a message" for helps {
  given user { consent push }
  at 2026-03-02 10:00  event look { }
  expect send care by push
  expect in served
  expect not in ours
}
