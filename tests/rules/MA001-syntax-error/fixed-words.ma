# Words of other products and of everyday speech.
user { age integer; city text; joined moment; vip boolean }
event order_paid { amount money }
channel push { }
channel sms { }
message hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } }
audience rich   = user.age >= 18 and sum(order_paid.amount, last 7 days) > 100 CNY
audience local = user.city = "Rome" and user.city != "Paris" or user.city in ("a", "b")
audience blank = user.city is unknown or user.age is known or user.city contains "x"
audience fresh = count(order_paid, last 7 days) < 3 or average(order_paid.amount, ever) = 3 CNY
limits { at most 1 push per calendar day; at most 3 messages in any 7 days }
quiet hours 22:00-07:00 for push

campaign greet {
  note "Greets"
  enter on order_paid where event.amount > 5 CNY
  goal order_paid within 3 days
  holdout 5%
  flow {
    wait 2 hours
    send hello by push
    wait for push.opened up to 1 hour { } else { stop }
    if not user.age = 3 { stop }
    split tries {
      50% as a { }
      50% as b { send hello by sms }
    }
  }
}
