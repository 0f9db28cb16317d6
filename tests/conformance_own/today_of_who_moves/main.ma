# `today` is the user's local day, in the zone that the user has now: who flies west has a longer day (section 5).
user { timezone timezone }
event v { n integer }
event w { }
channel push { consent none }
message m { push { title "m"; body "m" } }
audience three = count(v, today) = 3
audience two = count(v, today) = 2
audience one = count(v, today) = 1
audience total = sum(v.n, today) = 7
audience lw = did(w, today)
campaign c { enter when count(v, today) >= 3; reenter always; flow { send m by push } }
