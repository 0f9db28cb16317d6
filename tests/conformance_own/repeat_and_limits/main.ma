# Each pass of a `repeat` reaches its send anew (sections 6 and 8).
user { timezone timezone }
event a { }
channel push { consent none }
message m { push { title "m"; body "m" } }
limits { at most 1 push in any 3 hours else wait up to 2 hours }
campaign one { enter on a; reenter always; flow { repeat up to 3 times every 1 hour { send m by push { sent { tag add "sent" } blocked { tag add "blocked" } } } } }
