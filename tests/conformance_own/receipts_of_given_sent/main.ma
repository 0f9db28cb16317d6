# A message that is given may have a receipt; it belongs to no run (sections 8 and 13).
user { timezone timezone }
event a { }
channel push { consent none }
channel email { consent none }
message m { push { title "m"; body "m" } email { subject "m"; text "m" } }
campaign one { enter on a; reenter always; flow { send m by push; wait for push.opened up to 1 hour { tag add "mine" } else { tag add "not mine" } } }
audience opened = count(push.opened where event.message = m, ever) >= 1
