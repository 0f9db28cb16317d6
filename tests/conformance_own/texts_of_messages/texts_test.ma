# 10:00 in Shanghai is 21:00 of the day before in New York; 23:30 there is 10:30.
test "what is known" {
  given user { name "mei"; `full name` "Mei Ling"; points 3; balance 1234.5 CNY; dollars 7 USD; ratio 2.25; born 1990-02-03; seen 2026-03-01 23:30; interests ["tea", "silk"]; vip true; timezone "America/New_York" }
  at 2026-03-02 10:00  event bought { amount 5.10 CNY }
  expect send values by push containing "MEI|8|1234.50 CNY|7.00 USD|2.2"
  expect send dates by push containing "03.02.1990|2026-03-01 10:30|03/01|21:00|21:00"
  expect send lists by push containing "1tea, 2silk|tea+silk"
  expect send choices by push containing "vip|A|thanks, the thanks"
  expect send parts by push containing "Mei...|c b a|me|10.20 CNY"
}

test "what is not" {
  given user { level "b" }
  at 2026-03-02 10:00  event bought { amount 5 CNY }
  expect send values by push containing "YOU|2|-|-|0"
  expect send dates by push containing "-|-|03/02|10:00|10:00"
  expect send lists by push containing "none|-"
  expect send choices by push containing "b|other|thanks, the thanks"
  expect send parts by push containing "none|c b a|yo|10.00 CNY"
}
