# reached at night by push: released at 07:00, all guards again. The channel is the one of the profile now.
test "another wish in the night" for two {
  given user { wish "push" }
  at 2026-03-02 23:00 event b { }
  expect waiting
  at 2026-03-03 01:00 set { wish "sms" }
  expect nothing
  other sends allowed
  at 2026-03-03 07:00 expect finished
}
