test "known values" for shows {
  given user { name "Mei"; spent 12.5 CNY; birthday 1990-05-12; visits 3; rate 0.5; vip true; likes ["tea", "cake"]; level "gold" }
  at 2026-03-02 10:05  event go { price 80 CNY; count 2; share 0.25; night 2026-04-01; word "ab c"; at_time 2026-03-02 18:30 }
  expect send all_values by push containing "|2|0.25|2026-04-01|ab c"
  expect send user_values by push containing "|3|gold|vip|tea,cake,|2"
  expect send dates by push containing "2026/03/02 10:05 02.03. 10:05 12 May 18:30"
  expect send sums by push containing "7 ab"
  expect send more by push containing "two ob c!"
}

test "unknown values" for shows {
  given user { timezone "UTC" }
  at 2026-03-03 00:30  event go { }
  expect send all_values by push containing "-|-|-|-|-"
  expect send user_values by push containing "nothing|0|none|not vip||0"
  expect send dates by push containing "2026/03/02 16:30 02.03. 16:30 unborn --"
  expect send sums by push containing "1 ab"
  expect send more by push containing "few x!"
}
