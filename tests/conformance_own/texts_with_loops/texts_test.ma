test "1" for w1 { given user { name "Ann" }
  at 2026-03-02 10:00 event a { k 1 }
  expect send c1 by sms containing "<Ann>5" }
test "2" for w2 { given user { }
  at 2026-03-02 10:00 event a { k 2; words "p", "q" }
  expect send c2 by sms containing "1q,2p"
  after 1 minute event a { k 2 }
  expect send c2 by sms containing "none" }
test "3" for w3 { given user { }
  at 2026-03-02 10:00 event a { k 3; words "p", "q" }
  expect send c3 by sms containing "1a2b4a|q" }
test "4" for w4 { given user { vip false }
  at 2026-03-02 10:00 event a { k 4; title "y"; words "p" }
  expect send c4 by sms containing "xyP"
  after 1 minute event a { k 4; title "z" }
  expect send c4 by sms containing "zZ"
  after 1 minute event a { k 4 }
  expect send c4 by sms containing "?" }
test "5" for w5 { given user { hobbies "q", "r" }
  at 2026-03-02 10:00 event a { k 5; words "q", "p" }
  expect send c5 by sms containing "q+p|q|p|2|pq|3|p" }
test "6" for w6 { given user { }
  at 2026-03-02 10:00 event a { k 6; title "a<b\nc" }
  expect send c6 by email containing "a&lt;b\nc|A&lt;B\nC|a&lt;b<br />\nc|<i>|<b>a&lt;b\nc" }
test "7" for w7 { given user { vip false; n 2 }
  at 2026-03-02 10:00 event a { k 7 }
  expect send c7 by sms containing "false|no|3|5|b|x|3|54|2|2.5|1" }
test "8" for w8 { given user { born 1990-02-03; timezone "America/New_York" }
  at 2026-01-01 02:00 +00:00 event a { k 8; at 2026-03-02 20:05 +00:00 }
  expect send c8 by sms containing "02/03/26 03:05 PM|February 03|" }
test "9" for w9 { given user { }
  at 2026-03-02 10:00 event a { k 9; amount 10.5 CNY }
  expect send c9 by sms containing "10.50 CNY|10.50|big" }
