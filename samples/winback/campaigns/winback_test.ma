test "ninety days without a purchase bring a letter" for winback {
  given user { name "Ben"; consent email }
  at 1997-01-01 10:00  event purchase { quantity 1; amount 11.77 USD }
  at 1997-04-01 09:59  expect nothing
  at 1997-04-01 10:00  expect send come_back by email containing "Ben"
}

test "good customers get a warmer one" for winback {
  given user { name "Ben"; consent email }
  at 1997-01-01 10:00  event purchase { quantity 4; amount 60 USD }
  at 1997-01-02 10:00  event purchase { quantity 3; amount 40 USD }
  at 1997-04-02 10:00  expect send we_miss_you by email
}

test "each purchase begins the ninety days anew" for winback {
  given user { consent email }
  at 1997-01-01 10:00  event purchase { quantity 1; amount 10 USD }
  at 1997-03-01 10:00  event purchase { quantity 1; amount 10 USD }
  at 1997-04-01 10:00  expect nothing
  at 1997-05-30 10:00  expect send come_back by email
}

test "a purchase at the very last moment counts" for winback {
  given user { consent email }
  at 1997-01-01 10:00  event purchase { quantity 1; amount 10 USD }
  at 1997-04-01 10:00  event purchase { quantity 1; amount 10 USD }
  at 1997-04-01 10:00  expect nothing
}

test "nobody is written to twice in half a year" for winback {
  given user { consent email }
  at 1997-01-01 10:00  event purchase { quantity 1; amount 10 USD }
  at 1997-04-01 10:00  expect send come_back by email
  at 1997-04-05 10:00  event purchase { quantity 1; amount 10 USD }
  at 1997-07-04 10:00  expect refused by reenter
  at 1997-07-10 10:00  event purchase { quantity 1; amount 10 USD }
  at 1997-10-08 10:00  expect send come_back by email
}
