user { age integer; waiting duration; spent money; abroad money USD }
event order_paid { amount money; items integer }
channel push { cost 0.01 USD }
channel sms { cost 0.03 CNY }
message hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } }
offer ten_off { face 10 EUR; budget 50_000 CNY }

audience one   = sum(order_paid.amount, last 7 days) > 100 CNY
audience two   = sum(order_paid.amount, last 7 days) > 5 CNY + 1 USD
audience three = user.abroad > 5 CNY
audience four  = time since order_paid > 3 days
audience five  = user.age > 5 CNY
audience six   = user.waiting > 50%
audience seven = user.spent between 1 CNY and 5 CNY
audience eight = user.spent in (3 CNY, 5 CNY)

alert push_health when share(push.opened of push.sent, last 1 hour) < 5% { notify "ops" with "few" }
campaign greet {
  enter on order_paid
  budget 20_000 USD
  flow { send hello by first of push, sms }
}
