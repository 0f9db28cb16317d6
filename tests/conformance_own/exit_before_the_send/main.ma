# `exit when` is looked at once more before a send (section 7).
user { timezone timezone; n integer default 0 }
event a { }
event view { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
quiet hours 22:00-07:00 for push
limits { at most 1 push in any 10 minutes }
# true by time alone: not looked at until an input or a send
campaign one { enter on a; reenter always; exit when time since view > 2 hours; flow { wait 3 hours; send m by push } }
# changed by the flow itself
campaign two { enter on a; reenter always; exit when user.n >= 1; flow { set user.n = user.n + 1; send n by push; send n by push } }
