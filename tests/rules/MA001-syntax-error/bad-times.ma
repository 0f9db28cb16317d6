# Times and dates in the spelling of other places.
user { since date }
event signed_up { }
channel push { }
channel sms { }
message hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } }
audience old = user.since < 2026-1-1
quiet hours 22:00 to 7:00 for push
quiet hours 10pm-7am for sms
quiet hours 21:00 until 08:00 on sunday for sms

campaign greet {
  active 2026/11/1 to 2026年12月31日
  enter every day at 9
  flow {
    wait until 9:30
    wait until 9:30pm on weekdays
    wait until 2026-11-5 8:00 if past go
    wait until 2026-11-11T20:00+8:00 if past go
    send hello by push
    send hello by sms
  }
}
