# "in the user's zone at the moment of decision". Sent 10:00 in Shanghai = 02:00Z. Then in New York it is still the evening before: 21:00 on 1 March; the send lies on 1 March there.
test "who moves" for one {
  given user { timezone "Asia/Shanghai" }
  at 2026-03-02 10:00 +08:00 event a { }
  expect send m by push
  at 2026-03-02 11:00 +08:00 set { timezone "America/New_York" }
  at 2026-03-01 23:59 -05:00 event a { }
  expect blocked m by limits
  at 2026-03-02 00:00 -05:00 event a { }
  expect send m by push
}
# unset zone: the project's (Shanghai). The day there turns at 16:00Z.
test "who has no zone" for one {
  given user { }
  at 2026-03-02 15:59 +00:00 event a { }
  expect send m by push
  at 2026-03-02 16:00 +00:00 event a { }
  expect send m by push
  at 2026-03-03 15:59:59 +00:00 event a { }
  expect blocked m by limits
}
