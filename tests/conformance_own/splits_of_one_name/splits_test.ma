test "splits of one name" {
  given user { }
  arm one.s = y
  arm two.s = z
  at 2026-03-02 10:00 event a { }
  expect send n by push
  event b { }
  expect tag "z"
}
# the forced arm is for all users of the test, and for every run
test "every run" {
  given user ann { }
  given user bob { }
  arm one.s = x
  at 2026-03-02 10:00 event a by ann { }
  expect send m by push for ann
  event a by bob { }
  expect send m by push for bob
  after 1 hour event a by bob { }
  expect send m by push for bob
}
