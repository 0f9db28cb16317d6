# Inputs before timers, priorities, names, `enter on` before `enter when` (section 11).
user { timezone timezone; n integer default 0 }
event go { }
event a { }
event b { }
channel push { consent none }
message one { push { title "1"; body "1" } }
message two { push { title "2"; body "2" } }
message three { push { title "3"; body "3" } }
message last_ { push { title "last"; body "last" } }
limits { at most 1 push in any 10 minutes }
campaign low { priority 10; enter on go; reenter always; flow { wait 1 hour; send one by push } }
campaign high { priority 90; enter on go; reenter always; flow { wait 1 hour; send two by push } }
campaign alpha { enter on a; reenter always; flow { send one by push } }
campaign beta { enter on a; reenter always; flow { send two by push } }
campaign when_ { enter when count(a, today) >= 1; reenter always; flow { send three by push } }
campaign heed { enter on b; reenter always; exit on a; flow { wait 1 hour; send last_ by push } }
