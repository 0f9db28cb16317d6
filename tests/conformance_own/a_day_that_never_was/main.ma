# Samoa left out 30 December 2011: that day's wall times do not exist and move to the first instant after the gap, 31 December 00:00 +14:00 = 10:00Z of the 30th (section 11).
user { timezone timezone }
event go { }
event view { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign a_day { enter by call; flow { wait 1 day; send m by push } }
campaign two_days { enter by call; flow { wait 2 days; send n by push } }
campaign nine { enter by call; flow { wait until 09:00; send m by push } }
audience viewed_today = did(view, today)
