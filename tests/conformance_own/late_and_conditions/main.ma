# A late event starts no run, by `enter on` or by `enter when`, and what it made true has turned (section 11).
user { timezone timezone }
event v { }
event go { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
audience three = count(v, last 1 day) >= 3
campaign c { enter when user in three; reenter always; flow { send m by push } }
campaign d { enter on go; reenter always; flow { wait for v since entry up to 1 hour { send n by push } else { tag add "none" } } }
