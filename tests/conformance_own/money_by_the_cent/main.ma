# Money is exact: sums, shares, ratios, thresholds, other currencies (sections 3, 5).
user { balance money; dollars money USD; rate number; timezone timezone }
event bought { price money; count integer; share number }
event abroad { price money EUR }
channel push { }
message small { push { title "small"; body "{{ entry.price | money }}" } }
message big   { push { title "big"; body "{{ entry.price | money }}" } }

audience thirty_cents   = user.balance + 0.20 CNY = 0.30 CNY
audience in_debt        = -user.balance > 0 CNY
audience ratio          = user.balance / 4 CNY = 2.5
audience tenth          = user.balance * 10% = 1 CNY
audience tenth_too      = 10% * user.balance = 1 CNY
audience zero           = user.balance default 0 CNY = 0 CNY
audience rich_abroad    = user.dollars >= 5.00 USD
audience spent          = sum(bought.price, ever) > 0.99 CNY
audience spent_exactly  = sum(bought.price, ever) = 1 CNY
audience mean_exactly   = average(bought.price, ever) = 0.10 CNY
audience spent_euro     = sum(abroad.price, ever) = 0 EUR
audience top            = maximum(bought.price, last 1 day) = 0.1 CNY
audience units          = sum(bought.count, ever) between 10 and 10
audience more_than_mean = maximum(bought.price, ever) > average(bought.price, ever)

campaign thresholds {
  enter on bought where event.price * event.count >= 100 CNY
  reenter always
  flow { if entry.price > 99.99 CNY { send big by push } else { send small by push } }
}
