# the first meeting is the baseline: who is 20 already does not enter
test "already" for adult {
  given user { n 20 }
  at 2026-03-02 10:00 expect nothing
  at 2026-03-02 10:30 set { n 17 }
  set { n 18; name "Ann" }
  expect send m by push containing "Ann"
  at 2026-03-02 11:00 set { n 9 }
  expect exit
  at 2026-03-02 12:00 set { n 18 }
  expect send m by push
  at 2026-03-02 12:01 set { n 19 }
  expect nothing
  at 2026-03-03 12:00 expect send n by push
}
test "unknown is not true" {
  given user { }
  at 2026-03-02 10:00 set { n 18 }
  expect send m by push
  set { phone "+8613800000000" }
  expect send n by sms
  other sends allowed
  set { hobbies ["go", "chess"] }
  expect tag "chess"
}
test "two users" {
  given user ann { n 1 }
  given user bob { n 1 }
  at 2026-03-02 10:00 set ann { n 18 }
  expect send m by push for ann
  expect nothing for bob
  set bob { n 17 }
  expect nothing for bob
}
