# Quiet hours and a limit one after the other: both count from when the flow reached the send (section 6).
user { timezone timezone }
event a { }
event b { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
limits { at most 1 push in any 4 hours else wait up to 10 hours }
quiet hours 22:00-07:00 for push else wait up to 12 hours
campaign p { priority 60; enter on a; reenter always; flow { send m by push } }
campaign q { priority 40; enter on b; reenter always; flow { send n by push } }
