# The reasons of refused entries, each where no other speaks against it; `enter on … where` not true is no refusal (sections 7, 14).
user { vip boolean; timezone timezone }
event go { k text }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign c { enter on go where event.k is known; audience user.vip; exit when user.vip = false; reenter after 2 hours from start; active 2026-03-01 to 2026-03-31; flow { wait 1 hour; send m by push } }
