user { age integer }
event page_view  { page text }
event order_paid { order_id text; amount money }
event order_sent { order_id text; weight number }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience rich = sum(order_paid.amonut, last 7 days) > 3 CNY
audience seen = count(page_view where event.title = "home", last 7 days) > 3
audience kinds = count(distinct event.pages of page_view, last 7 days) > 3
audience openers = did(push.opened where event.messages = hello, ever)
campaign greet {
  enter on order_paid where event.id_of_order is known
  enter on order_sent
  parallel by event.orderid
  exit on order_sent where event.order_id = entry.order
  flow {
    if entry.amount > 5 CNY { stop }
    wait for order_sent up to 1 day { set run.weight = event.wieght }
    send hello by push
  }
}
test "greets" for greet {
  given user { consent push }
  at 2026-11-11 10:00  event order_paid { orderid "1"; amount 3 CNY }
}
