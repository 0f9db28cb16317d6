# The hold-out of a campaign: what is done, what is skipped, what counts (section 9).
user { timezone timezone; seen boolean }
event a { }
event b { }
event c { }
event paid { amount money }
channel push { consent none }
category service { exempt from holdout }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign test_it { holdout 10%; enter on a; reenter after 1 day from start; exit on c; goal paid within 2 days worth event.amount; flow { send m by push { sent { tag add "sent" } blocked { tag add "blocked" } }; set user.seen = true; set run.x = 1; if run.x = 1 { wait 1 hour; send n by push } } }
campaign callee { enter by call; flow { send n by push } }
campaign caller { holdout 5%; enter on b; flow { start callee; wait for push.opened up to 1 hour { stop } else { send m by push } } }
