# One small word or sign is missing in each of these lines.
user { age integer; level one of "regular", "gold"; phone phone }
event signed_up { }
event order_paid { amount money }
channel push { }
channel sms  { cost 0.03 CNY; needs user.phone }
channel call { needs user.phone }
message hello {
  push { title "Hello"; body "How are you?" }
  sms  { text "Hello" }
  call { script "Hello" }
}
audience rich  = sum(order_paid.amount, last 7 days) >= 100 CNY
audience often = count(order_paid, last 7 days) >= 3
audience late "Long ago" =
  time since order_paid > 90 days
audience first = user.level = "gold"
audience some  = user.level in ("gold", "regular")
audience soon  = count(order_paid, last 30 days) >= 1
audience lately = did(order_paid, last 7 days)
offer ten_off { face 10 CNY; valid 3 days; at most 1 ever for one user }
limits {
  at most 1 push per calendar day
  at most 5 push per calendar week
  at most 3 messages in any 7 days
  at most 2 messages in any 3 days
}
quiet hours 22:00-07:00 for push, sms
quiet hours 22:00-07:00 for call else wait up to 10 hours

campaign greet {
  enter on signed_up
  goal order_paid within 3 days
  reenter after 7 days from end
  flow {
    send hello by push
    send by push
    send hello by first of push, sms
    send hello by first of push, sms, call
    wait for push.opened up to 1 hour { stop }
    wait for push.opened up to 1 hour { stop }
    give ten_off; send hello by sms
    split tries {
      50% as a { }
      50% as b { }
    }
  }
}
