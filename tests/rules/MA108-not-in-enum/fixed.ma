user { level one of "regular", "gold", "platinum" default "silver"; favourite channel; timezone timezone }
event order_paid { method one of "card", "cash"; amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
stages lifecycle { new when user.level = "regular"; dormant when user.level = "gold" }

audience one   = user.level = "gold"
audience two   = user.level in ("gold", "diamond")
audience three = "regular" = user.level
audience four  = user.favourite = "push"
audience five  = user.timezone = "Asia/Shanghai"
audience six   = did(push.opened where event.message = "hello", ever)
audience seven = did(order_paid where event.method = "wire", ever)
audience eight = stage lifecycle = "dormant"
audience nine  = weekday(now) = "monday"

campaign greet {
  enter on order_paid
  flow {
    set user.level = "gold"
    split members by user.level { "gold" as gold { } "sliver" as silver { } else as rest { } }
    send hello by push
  }
}
test "greets" for greet {
  given user { level "gold"; consent push }
  at 2026-11-11 10:00  event order_paid { method "card"; amount 3 CNY }
}
