# Timers due together: by campaign priority, then the order in which they were set (section 11); inputs at T before timers at T.
user { timezone timezone }
event one { }
event two { }
channel push { consent none }
message a { push { title "a"; body "a" } }
message b { push { title "b"; body "b" } }
message c { push { title "c"; body "c" } }
message d { push { title "d"; body "d" } }
limits { at most 1 push in any 30 minutes }
campaign a_late_high { priority 60; enter on two; flow { wait 30 minutes; send a by push } }
campaign b_early_low { priority 40; enter on one; flow { wait 1 hour; send b by push } }
campaign c_first { enter by call; flow { wait 2 hours; send c by push } }
campaign d_second { enter by call; flow { wait 1 hour; send d by push } }
