# Held-out users walk the flow in silence; what is exempt is sent (sections 6, 9).
user { n integer default 0; timezone timezone }
event go { }
event won { }
event bill { }
event news { }
event next { }
channel push { consent opt out }
category quiet_service { exempt from holdout }
holdout 10% salt "2026"
message m { push { title "m"; body "m" } }
message f { push { title "f"; body "f" } }

campaign tested {
  enter on go
  holdout 20%
  reenter after 1 day from start
  goal won within 2 days
  flow {
    tag add "walked"
    set user.n = user.n + 1
    set run.n = 5
    send m by push { sent { start follow } blocked { if run.n = 5 { wait 1 hour } } }
    wait for push.opened up to 2 hours { wait 1 hour } else { wait 30 minutes }
    start follow
  }
}
campaign follow { enter by call; reenter always; flow { send f by push } }
campaign bills { category transactional; enter on bill; reenter always; flow { send m by push } }
campaign services { category quiet_service; enter on news; reenter always; flow { send m by push; tag add "served" } }
campaign plain { enter on next; reenter always; flow { send m by push } }
