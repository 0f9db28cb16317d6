test "step by step" for counts {
  given user { }
  at 2026-03-02 10:00  event begin { }
  expect send note by push containing "10 points, 0.00 CNY"
  expect send note by push containing "10 points, 10.00 CNY"
  expect not in both_arms
  expect not in too_early
  expect tag "just now"
  expect tag "big spender"
  expect tag "twelve"
}

test "in another zone from now on" for travels {
  given user { timezone "Europe/London" }
  at 2026-03-02 10:00  event travel { }
  expect tag "evening"
  at 2026-03-02 11:00  expect send note by push
}

test "reached, and out of reach again" for calls {
  given user { }
  at 2026-03-02 10:00  event call_me { }
  expect blocked note by address
  expect send note by sms
  expect blocked note by address
  expect tag "no phone"
}

test "out by its own doing" for leaves {
  given user { }
  at 2026-03-02 10:00  event quit { }
  expect tag "still here"
  expect exit
  expect nothing
  expect not in asked
  at 2026-03-02 11:00  event quit { }
  expect refused by exit
}
