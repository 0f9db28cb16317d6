# Timers due together: by priority, then as they were set (section 11).
user { timezone timezone; n integer default 0 }
event a { }
event b { }
channel push { consent none }
message m { push { title "m {{ user.n }}"; body "m" } }
campaign zeta { priority 60; enter on a; flow { wait 1 hour; set user.n = user.n * 2 } }
campaign alpha { priority 50; enter on a; flow { wait 1 hour; set user.n = user.n + 1 } }
campaign beta { priority 50; enter on b; flow { wait 30 minutes; set user.n = user.n * 10 } }
campaign told { priority 0; enter on a; flow { wait 1 hour; send m by push } }
