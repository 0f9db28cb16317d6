# Midnight that does not exist in Santiago is 01:00; a day that Samoa left out is its first instant after (section 11).
user { timezone timezone }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign c { enter every day at 00:00; active 2026-09-05 to 2026-09-07; reenter always; flow { send m by push } }
campaign d { enter every friday at 10:00; active 2011-12-20 to 2011-12-31; reenter always; flow { send n by push } }
