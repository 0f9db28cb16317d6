# The first yearly return of the date in brackets that is not before now; 29 February falls on the 28th (section 8).
user { birthday date; timezone timezone }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign congrats { enter by call; reenter always; flow { wait until next (user.birthday) at 09:00; send m by push } }
campaign early { enter by call; reenter always; flow { wait until next (user.birthday - 3 days) at 09:00; send m by push } }
