# Every aggregate with every window, asked in a flow, with conditions on the entry, the run and the profile (section 5).
user { shop text; least money default 0 CNY; timezone timezone }
event go { shop text; n integer }
event buy { shop text; price money; n integer; cold boolean }
channel push { consent opt out }
audience quickly = tag "quick"
message first_look { push { title "1"; body "{{ run.a }} {{ run.b }} {{ run.c }} {{ run.d }} {{ run.e }}" } }
message second_look { push { title "2"; body "{{ run.f | default: '-' }} {{ run.g | default: '-' }} {{ run.h }} {{ run.i | default: '-' }} {{ run.j }}" } }

campaign looks {
  enter on go
  reenter always
  flow {
    set run.a = count(buy where event.shop = entry.shop, ever)
    set run.b = count(distinct event.shop of buy where event.price >= user.least, last 10 days)
    set run.c = sum(buy.n where event.shop = user.shop, since 2026-03-01)
    set run.d = maximum(buy.n, today) default 0
    set run.e = first(buy.n where not (event.shop = entry.shop), ever) default 0
    send first_look by push
    set run.limit = entry.n default 1
    wait 2 hours
    set run.f = average(buy.n where event.n > run.limit, since entry)
    set run.g = last(buy.n where event.cold, since entry)
    set run.h = count(distinct event.shop of buy, since entry)
    set run.i = minimum(buy.n where event.shop != entry.shop, since entry)
    set run.j = sum(buy.n, last 90 minutes)
    send second_look by push
    if time since (buy where event.shop = entry.shop) < 1 hour { tag add "fresh" } else { tag add "stale" }
    if did(buy where event.shop = entry.shop then buy where event.n > run.limit within 30 minutes, since entry) { tag add "quick" }
  }
}
