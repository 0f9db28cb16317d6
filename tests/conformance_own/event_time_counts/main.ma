# Late events count by their own time in windows; older than `max_age` they still update history (section 11).
user { timezone timezone }
event v { n number }
event paid { }
channel push { consent none }
message m { push { title "m"; body "m" } }
audience last_is_two = last(v.n, ever) = 2
audience first_is_one = first(v.n, ever) = 1
audience two_in_hour = count(v, last 1 hour) = 2
audience lapsed = time since v >= 1 hour
campaign c { enter on v; reenter always; goal paid within 1 hour; exit on paid; flow { wait 3 hours; send m by push } }
