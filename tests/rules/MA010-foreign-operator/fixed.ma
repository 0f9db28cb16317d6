user { age integer; level one of "regular", "gold" default "regular"; points number default 0 }
event order_paid { amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience adults "Adults" = user.age >= 18 and user.level = "gold" or user.points != 0
audience others "Others" = not (user.level = "gold")
  and user.points >= 3 and user.points <= 9
audience big "Big orders" = count(order_paid where event.amount >= 5 CNY or event.amount <= 1 CNY, last 7 days)>=1
campaign greet { enter on order_paid; flow { send hello by push } }
