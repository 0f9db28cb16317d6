# What a late event still ends, and what it does not (section 11).
user { timezone timezone; n integer default 0 }
event a { }
event b { }
event go { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign one { enter on a; reenter always; flow { wait for b up to 1 hour { send m by push } else { send n by push } } }
campaign two { enter on go; reenter always; flow { wait 10 minutes; wait for b since entry up to 1 hour { send m by push } else { send n by push } } }
campaign cnt { enter when count(b, last 1 hour) >= 2; reenter always; flow { tag add "two in an hour" } }
