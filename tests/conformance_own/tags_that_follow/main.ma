# Tags that follow a condition, in entries, exits and audiences (section 6).
user { timezone timezone }
event view { }
event a { }
tag "hot" when count(view, last 1 hour) >= 2
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign one { enter when tag "hot"; reenter always; exit when not tag "hot"; flow { send m by push; wait 2 hours; tag add "stayed" } }
campaign two { enter on a; audience tag "hot" and not tag "stayed"; reenter always; flow { tag add "x"; wait 10 minutes; tag remove "x"; tag remove "nothing" } }
audience x = tag "x"
