user {
  name text; age integer; tall boolean; level one of "regular", "gold" default "regular"
  points number default 0; birthday date; since moment; cities list of text; favourite channel
}
event order_paid { order_id text; amount money; items integer }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }

audience one   = user.age > 18.5 and user.tall and user.points > user.age
audience two   = user.level in ("gold", "regular") and user.name = user.level
audience three = user.since > 2026-11-11 and user.since < 2026-11-11 20:00
audience four  = now - user.since > 3 days and today - user.birthday > 30 days
audience five  = user.cities contains "Rome" and user.name matches "^[A-Z]"
audience six   = average(order_paid.items, last 7 days) * 2 > 3
audience seven = sum(order_paid.amount, last 7 days) / count(order_paid, last 7 days) > 5 CNY

campaign greet {
  priority 100
  enter on order_paid
  goal order_paid within 3 days worth event.amount * 10%
  flow {
    set user.age = 3
    wait until user.birthday - 3 days at 09:00 if past go
    send hello by user.favourite
  }
}
