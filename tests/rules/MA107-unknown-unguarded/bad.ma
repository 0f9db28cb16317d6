user { age integer; level one of "regular", "gold"; city text }
event order_paid { amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience one   = not (user.age > 18)
audience two   = user.level != "gold" and user.age > 3
audience three = user.city not in ("Rome", "Paris")
audience four  = not (time since order_paid < 3 days)
audience five  = user.level is known and not (user.age between 3 and 5)
campaign greet {
  enter on order_paid where event.amount != 5 CNY
  flow { if user.city != "Rome" { send hello by push } }
}
