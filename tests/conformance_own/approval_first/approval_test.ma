# guard 1 (approval) before hold-out, suppression, consent, quiet hours, limits
test "nobody has approved it" {
  given user { }
  arm holdout = in
  at 2026-03-02 10:00 event push.unsubscribed { channel "push" }
  event a { }
  expect blocked m by approval
  # transactional is never exempt from approval; every channel of `first of` is refused by it
  event b { }
  expect blocked m by approval
  expect blocked m by approval
  expect nothing
}
