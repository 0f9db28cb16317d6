# N of 0 never has room: blocked at once, although the rule says wait.
test "zero" for none {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect blocked m by limits
  expect tag "blocked"
  expect finished
}
# The rule of a campaign: 30 minutes are more than 20: blocked. It counts its own campaign's ... the subject is one user.
test "of its own" for mine {
  given user { }
  at 2026-03-02 10:00 event b { }
  expect send m by push
  expect blocked m by limits
  at 2026-03-02 10:05 event c { }
  expect send m by push
  # what another campaign sent is not the campaign's: room at 10:30, 20 minutes after 10:10
  at 2026-03-02 10:09:59 event b { }
  expect blocked m by limits
  expect blocked m by limits
  at 2026-03-02 10:10 event b { }
  expect waiting
  at 2026-03-02 10:30 expect send m by push
  expect blocked m by limits
}
