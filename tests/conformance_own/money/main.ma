# Exact decimals; another currency is unknown; money over money is a number; sums of nothing are 0 of the currency (sections 3, 4, 5).
user { spent money; dollars money USD; yen money JPY; timezone timezone }
event paid { amount money; tip money USD }
channel push { consent none }
message m { push { title "m"; body "{{ entry.amount | money }}" } }
audience cents = sum(paid.amount, ever) = 0.30 CNY
audience none_ = sum(paid.amount, ever) = 0 CNY
audience tips = sum(paid.tip, ever) = 0.70 USD
audience half = user.spent / 2 = 1.725 CNY
audience ratio = user.spent / 1.15 CNY = 3
audience times_ = user.spent * 3 = 10.35 CNY
audience mean = average(paid.amount, ever) = 0.15 CNY
audience third = average(paid.amount, ever) * 3 = 0.45 CNY
audience biggest = maximum(paid.amount, ever) = 0.2 CNY
audience usd = user.dollars > 1.999 USD
audience unknown_amount = last(paid.amount, ever) is unknown
campaign c { enter on paid where event.amount >= 0.10 CNY; reenter always; flow { send m by push } }
