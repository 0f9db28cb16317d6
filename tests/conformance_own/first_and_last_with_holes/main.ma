# `first` and `last` are of the first and last event, also where its property is unknown (section 5).
user { timezone timezone }
event paid { method text; amount money }
event asked { }
channel push { }
message m { push { title "m"; body "{{ run.how | default: 'no idea' }}" } }

audience last_known   = last(paid.method, ever) is known
audience last_card    = last(paid.method, ever) = "card"
audience first_card   = first(paid.method, ever) = "card"
audience last_big     = last(paid.method where event.amount >= 10 CNY, ever) = "card"
audience last_lately  = last(paid.amount, last 1 hour) is known
audience since_last   = time since (paid where event.method = "card") >= 2 hours

campaign ask {
  enter on asked
  reenter always
  flow {
    set run.how = last(paid.method where event.amount >= 10 CNY, ever) default "nothing"
    send m by push
    wait 1 hour
    if did(paid, since entry) { set run.how = first(paid.method, since entry) default "unsaid"; send m by push }
  }
}
