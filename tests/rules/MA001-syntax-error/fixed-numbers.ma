# Numbers, percentages and money in the spelling of other places.
user { age integer; tall boolean }
event order_paid { amount money }
channel push { }
channel sms { cost 0.03 CNY }
channel email { cost 2 CNY }
message hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } email { subject "Hi"; text "Hello" } }
audience rich  = sum(order_paid.amount, last 7 days) >= 1000 CNY
audience poor  = sum(order_paid.amount, last 7 days) <= 50 CNY
audience some  = sum(order_paid.amount, last 7 days) between 10 CNY and 20 CNY
audience more  = sum(order_paid.amount, last 30 days) > 50 CNY
limits { at most 1 push per calendar day }

campaign greet {
  enter on order_paid
  holdout 5%
  budget 20000 CNY
  flow {
    wait 2 hours
    wait 3 minutes
    send hello by push
    split tries {
      50% as a { send hello by sms }
      50% as b { send hello by email }
    }
  }
}
