user { age integer; name text }
event page_view  { page text }
event order_paid { order_id text; amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience one = did(order_paid where event.amount > 5 CNY, last 7 days)
alert push_health when share(push.opened of push.sent, last 1 hour) < 3% { notify "ops" with "few" }

campaign daily {
  enter every day at 10:00 for user.age > 3
  flow {
    if entry.time < now - 3 days { stop }
    send hello by push
  }
}
campaign greet {
  enter on order_paid where event.amount > 5 CNY
  exit on page_view where event.page = "bye" and entry.amount > 5 CNY
  flow {
    wait for page_view up to 1 hour { set run.page = event.page }
    if run.page = "home" { stop }
    send hello by push
  }
}
