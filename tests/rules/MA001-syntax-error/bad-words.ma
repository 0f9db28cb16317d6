# Words of other products and of everyday speech.
customer { age int; city string; joined datetime; vip bool }
event order_paid { amount price }
channel push { }
channel sms { }
template hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } }
segment rich   = user.age is at least 18 and sum(order_paid.amount, past 7 days) more than 100 CNY
audience local = user.city is "Rome" and user.city is not "Paris" or user.city is one of ("a", "b")
audience blank = user.city is null or user.age exists or user.city like "x"
audience fresh = count(order_paid, in the last 7 days) less than 3 or average(order_paid.amount, lifetime) equals 3 CNY
frequency caps { max 1 push per calendar day; no more than 3 messages in any 7 days }
do not disturb 22:00-07:00 for push

journey greet {
  description "Greets"
  trigger on order_paid if event.amount > 5 CNY
  conversion order_paid in 3 days
  control 5%
  flow {
    delay 2 hrs
    deliver hello via push
    wait for push.opened within 1 hour { } otherwise { stop }
    unless user.age = 3 { end }
    ab tries {
      50% is a { }
      50% as b { send hello through sms }
    }
  }
}
