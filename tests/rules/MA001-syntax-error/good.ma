# What looks odd and is right: keywords as names, reserved words in backticks and after a dot, and all
# the ways in which a line goes on.
user {
  day       number
  send      phone
  `where`   text
  timezone  timezone
}

event wait { `for` text; `until` text; page text }
event `Order Paid` from "Order Paid" { amount money }

channel push { }
channel sms  { needs user.send }

message first "An odd name" {
  push { title "It's \"first\"\tand 50% off // for you"; body """
    Two lines: 9:00 = 2026-1-1?
    """ }
  sms  { text "你好，《客户》；回T退订" }
}

audience daily =
  count(wait where event.for = "x" or event.until
        in ("a",
            "b"), last 7 days) >= 3
  and (user.day > 1_000 or user.where = "here")

limits { at most 1 sms per calendar day; at most 3 messages in any 90 seconds }

quiet hours 22:00 - 07:00 on friday, saturday for push,
  sms else wait up to 12 hours

campaign campaign {
  enter on wait where event.page contains "x"
    or event.page is known
  audience user in daily
  flow {
    if user.day = 1 { send first by push } else if user.send is known { } else {
      send first by sms
    }
    wait until 2026-11-11 20:00 +08:00 if past go
    set run.day = user.day + -1; wait 1.5 hours
  }
}
