user { age integer; waiting duration; spent money; abroad money USD; discount number default 5% }
event order_paid { amount money; items integer }
channel push { cost 0.01 CNY }
message hello { push { title "Hello"; body "How are you?" } }
offer ten_off { face 10 CNY; budget 50_000 CNY }

audience one   = sum(order_paid.amount, last 7 days) > 100 CNY * 2
audience two   = user.abroad > 5 USD
audience three = time since order_paid > 3 days + 12 hours
audience four  = user.spent / 5 CNY > 3 and user.waiting / 1 hour > 2
audience five  = user.spent * 10% > 5 CNY
audience six   = user.discount between 10% and 0.5

alert push_health when share(push.opened of push.sent, last 1 hour) < 5% { notify "ops" with "few" }
campaign greet {
  enter on order_paid
  budget 20_000 CNY
  flow { send hello by push }
}
