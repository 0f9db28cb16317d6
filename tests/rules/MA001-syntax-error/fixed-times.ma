# Times and dates in the spelling of other places.
user { since date }
event signed_up { }
channel push { }
channel sms { }
message hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } }
audience old = user.since < 2026-01-01
quiet hours 22:00-07:00 for push
quiet hours 22:00-07:00 for sms
quiet hours 21:00-08:00 on sunday for sms

campaign greet {
  active 2026-11-01 to 2026-12-31
  enter every day at 09:00
  flow {
    wait until 09:30
    wait until 21:30 on weekdays
    wait until 2026-11-05 08:00 if past go
    wait until 2026-11-11 20:00 +08:00 if past go
    send hello by push
    send hello by sms
  }
}
