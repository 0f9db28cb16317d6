test "by the name in the profile" for segments {
  given user ann { segment "Womens E-Mail"; city "Rome" }
  given user bea { segment "Womens E-Mail" }
  given user bob { segment "Mens E-Mail" }
  given user cal { segment "No E-Mail" }
  given user dan { }
  at 2026-03-02 10:00  event go by ann { }
  event go by bea { }
  event go by bob { }
  event go by cal { }
  event go by dan { }
  expect send m by push containing "italian women" for ann
  expect send m by push containing "womens" for bea
  expect send m by push containing "mens" for bob
  expect send m by push containing "rest" for cal
  expect send m by push containing "rest" for dan
}

# Shares with two decimals add to 100; the arm is the same in every run.
test "the third third" for in_thirds {
  given user { }
  arm third = c
  at 2026-03-02 10:00  event thirds { }
  expect send m by push containing "c"
  at 2026-03-02 11:00  event thirds { }
  expect send m by push containing "c"
}

test "by sms where there is a phone" for in_thirds {
  given user { phone "+8613800000000" }
  arm third = a
  at 2026-03-02 10:00  event thirds { }
  expect send m by sms containing "a"
}
