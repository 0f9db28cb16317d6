# A held-out user enters and walks the flow; nothing is sent, given, tagged or started; transactional is not held out (sections 6, 9).
user { points integer; timezone timezone }
event go { }
event bill { }
event paid { amount money }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
limits { at most 1 push per calendar day }
campaign c { enter on go; reenter after 1 day from end; holdout 10%; goal paid within 1 day worth event.amount
  flow {
    set run.x = 5
    set user.points = 3
    tag add "x"
    start other
    send m by push { sent { tag add "sent" } blocked { wait 1 minute } failed { tag add "failed" } }
    wait for push.opened up to 1 hour { stop } else { wait 1 hour }
    if run.x = 5 { send n by push }
  }
}
campaign other { enter by call; flow { send n by push } }
campaign t { category transactional; enter on bill; reenter always; flow { send m by push } }
campaign free { enter by call; reenter always; flow { send m by push } }
audience pointed = user.points is known
audience tagged = tag "x"
