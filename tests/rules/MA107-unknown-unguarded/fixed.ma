user { age integer; level one of "regular", "gold"; city text }
event order_paid { amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience one   = (not (user.age > 18) or user.age is unknown)
audience two   = (user.level != "gold" or user.level is unknown) and user.age > 3
audience three = (user.city not in ("Rome", "Paris") or user.city is unknown)
audience four  = (not (time since order_paid < 3 days) or time since order_paid is unknown)
audience five  = user.level is known and (not (user.age between 3 and 5) or user.age is unknown)
campaign greet {
  enter on order_paid where (event.amount != 5 CNY or event.amount is unknown)
  flow { if (user.city != "Rome" or user.city is unknown) { send hello by push } }
}
