test "defaults" {
  given user { }
  at 2026-03-02 10:00 event a { qty 1; value 1234.5 CNY }
  expect send plain by sms containing "Hi you|regular|-|1234.50 CNY|1"
}
test "filters" {
  given user { }
  at 2026-03-02 10:00 event a { qty 2; title "hello World" }
  expect send filters by sms containing "HELLO WORLD|hello world|Hello world|hello...|11|hell0 W0rld|>hello World!"
}
test "maths" {
  given user { }
  at 2026-03-02 10:00 event a { qty 3 }
  expect send maths by sms containing "4|2|6|1|1|7.46"
}
test "blocks" {
  given user ann { vip true; level "gold" }
  given user bob { vip false }
  given user cat { }
  at 2026-03-02 10:00 event a by bob { qty 4; tags ["x", "y"] }
  expect send blocks by sms containing "many|no|R|x;y;|4|" for bob
  event a by ann { qty 4 }
  expect send blocks by sms containing "vip||G||4|" for ann
  event a by cat { qty 4 }
  expect send blocks by sms containing "many|no|R||4|" for cat
}
test "dates in the zone of the user" {
  given user { timezone "America/New_York"; born 1990-02-03 }
  at 2026-03-02 10:00 +00:00 event a { qty 5; at 2026-03-02 02:00 +00:00 }
  expect send dates by sms containing "2026-03-01 21:00|03.02.1990|2026/03/02|05:00|05:00"
}
test "escaped in html, not in text" {
  given user { }
  at 2026-03-02 10:00 event a { qty 6; title "<Tom & Co>" }
  expect send html by email containing "<b>&lt;Tom &amp; Co&gt;</b>"
}
test "lines" {
  given user { }
  at 2026-03-02 10:00 event a { qty 7 }
  expect send lines by sms containing "Dear friend,\n  two more\nBye"
}
