# A duplicate is one of the same user (section 11).
user { timezone timezone }
event go { n integer }
channel push { consent none }
message m { push { title "m"; body "m {{ entry.n | default: 0 }}" } }
campaign c { enter on go; reenter always; flow { send m by push } }
audience two = count(go, ever) >= 2
