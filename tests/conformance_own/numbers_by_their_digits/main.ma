# Numbers are calculated digit by digit, so that money times a rate is exact; thirds of whole numbers add up (sections 3, 5).
user { discount number; balance money; a number; b number }
event bought { price money; weight number; off number }
event opened { }
channel push { consent none }
message net { push { title "net"; body "{{ run.net | money }}" } }

audience at_least_ten    = user.balance * (1 - user.discount) >= 10 CNY
audience ten             = user.balance * (1 - user.discount) = 10 CNY
audience ten_by_percent  = user.balance * (1 - 90%) = 10 CNY
audience thirty          = 100 CNY * (user.a + user.b) = 30 CNY
audience no_tenth_left   = user.a + user.b - 0.3 = 0
audience three_tenths    = user.a * 3 <= 0.3
audience large_and_small = user.a + 1000 - 1000 = 0.1
audience by_weight       = 10 CNY * sum(bought.weight, ever) <= 3 CNY
audience weight          = sum(bought.weight, ever) = 0.3
audience recent_weight   = sum(bought.weight, last 7 days) = 0.3
audience mean_weight     = average(bought.weight, ever) = 0.15
audience tenths          = count(opened, ever) * 0.1 <= 0.3
audience low             = tag "below ten"
audience thirds          = count(opened, ever) / 3 * 3 = count(opened, ever)
audience half_a_day      = 1 day * user.a = 144 minutes

campaign pays {
  enter on  bought where event.price * (1 - event.off) >= 10 CNY
  reenter   always
  flow {
    set run.net = entry.price * (1 - entry.off)
    if run.net < 10 CNY { tag add "below ten" }
    send net by push
  }
}
