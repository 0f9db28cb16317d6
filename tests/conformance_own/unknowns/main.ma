# Kleene's logic, facts that are never unknown, `default`, `in`, `between`, `contains` with unknowns (section 4).
user { age integer; city text; spent money; vip boolean; tags_ list of text; born date; seen moment; timezone timezone }
event v { n number; vip boolean }
audience b1 = user.age between 18 and 30
audience b2 = not (user.age between 18 and 30)
audience i1 = user.city in ("Rome", "Oslo")
audience i2 = user.city not in ("Rome", "Oslo")
audience i3 = not (user.city in ("Rome", "Oslo"))
audience c1 = user.tags_ contains "x"
audience c2 = not (user.tags_ contains "x")
audience t1 = user.city starts with "Ro"
audience t2 = not (user.city matches "^Ro")
audience v1 = user.vip
audience v2 = not user.vip
audience v3 = user.vip or not user.vip
audience v4 = user.vip default false = false
audience e1 = count(v where event.n > 1, ever) = 0
audience e2 = count(v where not (event.n > 1), ever) = 0
audience e3 = count(v where event.n > 1 or event.vip, ever) = 1
audience d1 = user.age default 10 + 5 = 15
audience s1 = user.spent + 1 CNY > 0 CNY
audience x1 = (user.age > 18) is unknown
audience w1 = weekday(user.seen) = "monday"
audience w2 = user.born < today
audience n1 = user not in b1 and user not in b2
audience k1 = user.age > 18 and false = true
audience dd = -user.age default 3 = -3
