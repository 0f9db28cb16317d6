# A limit in total that waits: room comes for one user when the message of another leaves the window (section 6).
user { timezone timezone }
event a { }
channel push { consent none }
channel email { consent none }
message m { push { title "m"; body "m" } email { subject "m"; text "m" } }
limits {
  at most 2 push in any 1 hour in total else wait up to 2 hours
}
campaign one { enter on a; reenter always; flow { send m by push } }
