# Goals: at most once a run, for D from entry with both ends, after the end, for the latest run whose condition the event meets (section 7).
user { timezone timezone }
event cart { id_ text }
event paid { id_ text; amount money }
event lost { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign c { enter on cart; reenter always; exit on lost; goal paid where event.amount > 0 CNY within 1 day; flow { send m by push } }
campaign keyed { enter on cart; parallel by event.id_; reenter always; goal paid where event.id_ = entry.id_ within 1 day worth event.amount; flow { wait 1 hour; send n by push } }
campaign stays { enter by call; goal paid within 1 day and stay; flow { wait 1 hour; send m by push; wait 1 hour; send n by push } }
campaign leaves { enter by call; exit on lost; goal paid within 1 day; flow { wait 2 hours; send m by push } }
