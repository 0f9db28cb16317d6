# A late event starts no run, by `enter on` or by `enter when`: each is refused, and what it made true has turned (sections 11, 14).
user { timezone timezone }
event v { }
event go { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
audience three = count(v, last 1 day) >= 3
campaign c { enter when user in three; reenter always; flow { send m by push } }
campaign o { enter on v; reenter always; flow { stop } }
campaign d { enter on go; reenter always; flow { wait for v since entry up to 1 hour { send n by push } else { tag add "none" } } }
