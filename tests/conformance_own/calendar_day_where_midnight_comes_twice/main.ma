# Santiago 2026-04-05: at 24:00 clocks go back to 23:00 of the 4th: the 4th has 25 hours (sections 6, 11).
user { timezone timezone }
event go { }
channel push { consent none }
message m { push { title "m"; body "m" } }
limits { at most 1 push per calendar day }
audience t = count(go, today) = 1
campaign c { enter on go; reenter always; flow { send m by push } }
