# A duplicate is known by its id, whatever its event (section 11).
user { timezone timezone }
event a { }
event b { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign one { enter on a; reenter always; flow { send m by push } }
campaign two { enter on b; reenter always; flow { send n by push } }
