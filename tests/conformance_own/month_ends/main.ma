# Month ends clip, from the date where each wait begins; day 31 of a schedule is the last day of shorter months (sections 7, 11).
user { due date; timezone timezone }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign twice { enter by call; reenter always; flow { wait 1 month; send m by push; wait 1 month; send n by push } }
campaign two   { enter by call; reenter always; flow { wait 2 months; send n by push } }
campaign last_day { enter every month on day 31 at 10:00; active 2027-01-31 to 2027-04-30; reenter always; flow { send m by push } }
campaign after_due { enter by call; flow { wait until user.due + 1 month at 09:00 if past exit; send m by push } }
campaign before_due { enter by call; flow { wait until user.due - 1 month at 09:00 if past exit; send n by push } }
