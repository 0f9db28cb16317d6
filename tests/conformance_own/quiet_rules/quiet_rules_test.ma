# 22:00 is quiet, 07:00 is not; 21:59:59 is not. 22:00 to 07:00 is nine hours: within ten.
test "the night" for pushes {
  given user { }
  at 2026-03-02 21:59:59  event go { }
  expect send m by push
  expect send s by push
  at 2026-03-02 22:00  event go { }
  expect send s by push
  at 2026-03-03 06:59:59  expect nothing
  at 2026-03-03 07:00  expect send m by push
  at 2026-03-03 07:00:01  event go { }
  expect send m by push
  expect send s by push
}

# Saturday: calls are dropped. The night of Friday to Saturday: at 23:00 Friday the first rule alone says quiet (ten hours), and the first instant
# that no rule calls quiet is Monday 07:00: too far, blocked.
test "calls at the weekend" for calls {
  given user { phone "+8613800000000" }
  at 2026-03-06 21:59  event ring { }
  expect send m by call
  at 2026-03-06 23:00  event ring { }
  expect blocked m by quiet_hours
  at 2026-03-07 12:00  event ring { }
  expect blocked m by quiet_hours
  at 2026-03-09 07:00  event ring { }
  expect send m by call
  at 2026-03-09 12:00  event ring { }
  at 2026-03-09 13:00  expect send m by call
}

# The range starts on Friday 20:00 and passes midnight: Saturday 01:59 is quiet, Thursday night is not. Waiting is the default.
test "the day on which it starts" for mails {
  given user { }
  at 2026-03-05 21:00  event mail_it { }
  expect send m by email
  at 2026-03-06 01:00  event mail_it { }
  expect send m by email
  at 2026-03-06 19:59:59  event mail_it { }
  expect send m by email
  at 2026-03-07 01:59  event mail_it { }
  at 2026-03-07 02:00  expect send m by email
  at 2026-03-07 21:00  event mail_it { }
  expect send m by email
}

# The user's clock: 23:00 in Tokyo is 15:00 in Berlin.
test "on the user's clock" for pushes {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 15:00  event go { }
  expect send s by push
  at 2026-03-03 07:00 +09:00  expect send m by push
}

# On 28 March at 22:00 the night is eight hours (the clocks go forward).
test "a short night" for pushes {
  given user { }
  at 2026-03-28 22:00  event go { }
  expect send s by push
  at 2026-03-29 07:00  expect send m by push
}
