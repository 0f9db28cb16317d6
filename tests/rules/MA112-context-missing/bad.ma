user { age integer; name text }
event page_view  { page text }
event order_paid { order_id text; amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience one   = event.amount > 5 CNY
audience two   = entry.amount > 5 CNY
audience three = run.tries > 3
audience four  = share(push.opened of push.sent, last 1 hour) > 3%
alert push_health when user.age > 3 { notify "ops" with "old" }

campaign daily {
  enter every day at 10:00 for entry.amount > 5 CNY
  exit when event.page = "x"
  flow {
    if entry.amount > 3 CNY { stop }
    send hello by push
  }
}
campaign greet {
  enter on order_paid where run.tries = 1
  flow {
    wait for page_view up to 1 hour { set run.page = event.page }
    if event.page = "home" { stop }
    send hello by push
  }
}
