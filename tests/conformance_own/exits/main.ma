# Exits end the run wherever it is; `exit when` on every input and just before every send, not by time alone; `exit after` counts hours (sections 5, 7).
user { blocked boolean; timezone timezone }
event go { }
event ping { }
event stop_it { }
event begun { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign when_ { enter on go; reenter always; exit when user.blocked; flow { wait 1 hour; tag add "one"; send m by push; wait 1 hour; send n by push } }
campaign timed { enter by call; reenter always; exit when time since begun >= 2 hours; flow { wait 3 hours; tag add "reached"; send m by push } }
campaign after_ { enter by call; reenter always; exit after 1 day; flow { wait 1 day; send m by push } }
campaign twice { enter on stop_it; exit on stop_it; reenter always; flow { wait 1 hour; send m by push } }
