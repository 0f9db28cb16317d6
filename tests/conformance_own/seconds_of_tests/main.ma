# An expectation looks at its second; zones; `after` (section 13).
user { timezone timezone }
event a { }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign one { enter on a; reenter always; flow { wait 500 milliseconds; send m by push; wait 1 second; send m by push } }
campaign two { enter when time since a > 1 hour; reenter always; flow { tag add "an hour" } }
