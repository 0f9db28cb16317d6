# Who is held out still ends waits for ordinary events (section 9).
user { timezone timezone; n integer default 0 }
event a { }
event b { }
channel push { consent none }
channel sms { consent none; cost 0.05 CNY }
message m { push { title "m"; body "m" } sms { text "m" } }
limits { at most 1 push per calendar day; at most 1 sms in any 1 day in total }
holdout 10% salt "q"
campaign one { enter on a; reenter always; flow { send m by first of push, sms { sent { tag add "sent" } blocked { tag add "blocked"; set user.n = 1 } }; wait up to 1 hour { on push.opened { set user.n = 2 } on b { set user.n = 3; set run.q = 3 } timeout { set run.q = 4 } } if run.q = 4 { send m by sms } else if run.q = 3 { wait 1 minute; send m by push } } }
