# One input: history, goals, exits, waits, entries (section 11).
user { timezone timezone; n integer default 0; last_page text }
event a { }
event view { page text }
event paid { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
# 1 history first: the count includes the event itself
campaign third { enter on view where count(view, ever) = 3; reenter always; flow { tag add "third" } }
# 2 goals before 3 exits before 4 waits before 5 entries
campaign all { enter on paid; reenter always; flow { send n by push } }
campaign goalfirst { enter on a; reenter always; goal paid within 1 day; exit on paid; flow { wait for paid up to 1 hour { send m by push } } }
campaign exitfirst { enter on a; reenter always; exit on paid; flow { wait for paid up to 1 hour { send m by push } } }
campaign waitfirst { enter on a; reenter always; flow { wait for paid up to 1 hour { set user.n = user.n + 1 } } }
campaign ent { enter on paid where user.n = 1; reenter always; flow { tag add "saw the wait" } }
# one run ends and a new one starts by the same input
campaign again { enter on paid; reenter always; exit on paid; flow { wait 1 day } }
