user { age integer; level one of "regular", "gold" default "regular"; city text }
event order_paid { amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience one   = not (user.age > 18) or user.age is unknown
audience two   = user.level != "gold"
audience three = user.city default "none" not in ("Rome", "Paris")
audience four  = user.city is known and user.city != "Rome"
audience five  = not (tag "x") and not (count(order_paid, ever) > 3) and user not in one
audience six   = user.age > 18
campaign greet { enter on order_paid; flow { send hello by push } }
