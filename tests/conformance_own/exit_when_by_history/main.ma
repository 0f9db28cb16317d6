# `exit when` over windows that have slid: looked at on the next input, and before the send (section 7).
user { timezone timezone }
event go { }
event v { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign c { enter on go; reenter always; exit when never(v, last 1 hour); flow { wait 2 hours; send m by push } }
campaign d { enter by call; reenter always; exit when count(v, since entry) >= 2; flow { wait 2 hours; send n by push } }
