# Moments in tests are in the project's zone, over clock changes too (sections 3, 11).
user { timezone timezone }
event go { }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign c { enter on go; reenter always; flow { wait 30 minutes; send m by push } }
