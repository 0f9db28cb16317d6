# Keys that are equal are one key: 50 CNY and 50.00 CNY, 1 and 1.0 (sections 3, 7).
user { timezone timezone }
event a { v money }
event b { v number }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign c { enter on a; parallel by event.v; flow { wait 1 hour; send m by push } }
campaign d { enter on b; parallel by event.v; flow { wait 1 hour; send m by push } }
