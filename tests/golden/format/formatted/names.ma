event `Order Paid` { `in` text; plain text; 且 integer; `1st` integer; `and` text }
event 下单         { 车号 text }

step s(now text, count integer, 真 text, 等到 text) {
  `if`(`now`, count, 真, 等到)
  set user.in = `user`
  set user.`plain one` = count + 1
  send 等到 by `first` as 对
}

score lead { `grade` gives 1; plain gives 2 }
limits { at most 1 `messages` per calendar day; at most 1 promotional `from`, sms per calendar day }
message m { `valid` { `valid` "x"; text "y" } }
audience list_ from list "a.csv" column "user id"
audience list_2 from list "a.csv" column user_id

test "t" {
  given user { `consent` true; `tags` "x" }
  arm `holdout` = a
  arm holdout = in
  expect blocked m by quiet_hours
}
