# Days of the calendar and days of 24 hours, over both clock changes (section 5, Durations).
user { seen moment; due date; timezone timezone }
event go { at_time moment }
event view { }
event asked { }
event again { }
event reach { }
channel push { consent opt out }
message a { push { title "a"; body "a" } }
message b { push { title "b"; body "b" } }
message c { push { title "c"; body "c" } }
message d { push { title "d"; body "d" } }

limits { at most 1 message of one message in any 1 day else wait up to 3 hours }

campaign plus_a_day  { enter when user.seen + 1 day <= now; reenter always; flow { send a by push } }
campaign older       { enter when now - user.seen >= 1 day; reenter always; flow { send b by push } }
campaign since_view  { enter when time since view >= 1 day; reenter always; flow { send c by push } }
campaign listens     { enter on asked; reenter always; flow { wait for reach up to 1 day { send d by push } else { send a by push } } }
campaign leaves      { enter on go; reenter after 1 day from start; exit after 1 day; flow { wait until entry.at_time - 1 day if past exit; send b by push; wait 3 days } }
campaign gaps        { enter on again; reenter always; flow { repeat up to 2 times every 1 day { send c by push } } }
