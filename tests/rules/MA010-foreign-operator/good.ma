user { age integer; level one of "regular", "gold" default "regular"; points number default 0 }
event order_paid { amount money; code text }
channel push { }
message hello { push { title "R&D: 1 == 1 || 2"; body "{% if user.points != 0 %}You have some.{% endif %}" } }
audience adults "Adults & others" = user.age != 18 and user.level = "gold" or user.points >= 0
audience odd "Odd codes" = did(order_paid where event.code matches "^(a|b)&&", last 7 days)
campaign greet { enter on order_paid; flow { send hello by push } }
