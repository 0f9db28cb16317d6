user { age integer }
event page_view  { page text; `where` text }
event order_paid { order_id text; amount money }
event order_sent { order_id text; weight number }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience rich = sum(order_paid.amount, last 7 days) > 3 CNY
audience seen = count(page_view where event.where = "home" and event.id != "x", last 7 days) > 3
audience openers = did(push.opened where event.message = hello and event.channel = "push", ever)
campaign greet {
  enter on order_paid
  enter on order_sent
  parallel by event.order_id
  flow {
    wait for order_sent where event.order_id = entry.order_id up to 1 day { set run.weight = event.weight }
    if entry.time < now - 3 hours { stop }
    send hello by push
  }
}
