test "unknown, empty and false" for one {
  given user { }
  at 2026-03-02 10:00 event a { k 1; empty_ ""; n 0 }
  expect send defaults by sms containing "[pal][empty][0][false]"
}
test "quotes" for two {
  given user { }
  at 2026-03-02 10:00 event a { k 2 }
  expect send quotes by sms containing "She said \"hi\" 你\nab"
}
test "raw" for three {
  given user { }
  at 2026-03-02 10:00 event a { k 3 }
  expect send raw by sms containing "{{ x }}"
}
test "conditions" for four {
  given user ann { vip true; birthday 1990-01-01 }
  given user bob { vip true }
  at 2026-03-02 10:00 event a by ann { k 4; n 4; amount 1 CNY }
  expect send cond by sms containing "Ahas+" for ann
  event a by bob { k 4; n 3 }
  expect send cond by sms containing "B" for bob
  event a by bob { k 4 }
  expect send cond by sms containing "N" for bob
}
test "white space" for five {
  given user ann { vip true }
  given user bob { vip false }
  at 2026-03-02 10:00 event a by ann { k 5 }
  expect send white by sms containing "abc" for ann
  event a by bob { k 5 }
  expect send white by sms containing "ac" for bob
}
test "dates" for six {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-02 23:30 event a { k 6; day 2026-03-08 }
  expect send times_ by sms containing "2026-03-03T00:30:00 Sunday 08 March 2026-03-03 03/13"
}
test "json" for seven {
  given user { name "Ann \"A\"" }
  at 2026-03-02 10:00 event a { k 7; n 3 }
  other sends allowed
}
test "html" for eight {
  given user { name "Tom & <Jerry>" }
  at 2026-03-02 10:00 event a { k 8 }
  expect send mail by email containing "<p>Tom &amp; &lt;Jerry&gt; eight</p>"
  event a { k 8 }
  expect send mail by email containing "Hi Tom & <Jerry>"
}
test "money" for nine {
  given user { }
  at 2026-03-02 10:00 event a { k 9; amount 0.10 CNY; n 1 }
  expect send sums by sms containing "0.10 CNY 0.30 CNY 0.05 CNY 40% true"
}
test "numbers" for ten {
  given user { rate 1.50 }
  at 2026-03-02 10:00 event a { k 10 }
  expect send numbers by sms containing "0.25 1.5 1000000 5"
}
