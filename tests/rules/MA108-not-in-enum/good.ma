user { level one of "regular", "gold", "platinum" default "regular"; favourite channel; timezone timezone; city text }
event order_paid { method one of "card", "cash"; amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
stages lifecycle { new when user.level = "regular"; dormant when user.level = "gold" }

audience one   = user.level = "gold" or user.city = "glod"
audience two   = user.level in ("gold", "platinum") and user.favourite = "push"
audience three = user.timezone = "Asia/Shanghai" and stage lifecycle = "dormant"
audience four  = did(push.opened where event.message = hello, ever)
audience five  = weekday(now) = "monday"
campaign greet { enter on order_paid where event.method = "card"; flow { send hello by push } }
