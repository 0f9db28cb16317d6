# `lateness` and `max_age` of the project, to the second (section 11).
user { timezone timezone }
event go { }
event paid { amount money }
event view { }
event out { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign waits { enter on go; reenter always; exit on out; goal paid within 3 days worth event.amount; flow { wait 30 minutes; wait for view up to 1 hour { send m by push } else { send n by push }; wait 3 days } }
campaign on_view { enter on view; reenter always; flow { tag add "viewed" } }
campaign many { enter when count(view, last 1 day) >= 2; flow { tag add "many" } }
audience seen = count(view, last 3 days) >= 1
