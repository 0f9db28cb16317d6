# Numbers, percentages and money in the spelling of other places.
user { age integer; tall boolean }
event order_paid { amount money }
channel push { }
channel sms { cost 0.03 cny }
channel email { cost 2 yuan }
message hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } email { subject "Hi"; text "Hello" } }
audience rich  = sum(order_paid.amount, last 7days) >= 1,000 CNY
audience poor  = sum(order_paid.amount, last 7 days) <= ¥50
audience some  = sum(order_paid.amount, last 7 days) between CNY 10 and 20 CNY
audience more  = sum(order_paid.amount, last 30d) > 50元
limits { at most one push per calendar day }

campaign greet {
  enter on order_paid
  holdout 5
  budget 20,000 CNY
  flow {
    wait two hours
    wait 3minutes
    send hello by push
    split tries {
      50 percent as a { send hello by sms }
      50 as b { send hello by email }
    }
  }
}
