# Calendar days are those of the zone that the user has at the decision (section 6).
user { timezone timezone }
event a { }
channel push { consent none }
message m { push { title "m"; body "m" } }
limits { at most 1 push per calendar day }
campaign one { enter on a; reenter always; flow { send m by push } }
