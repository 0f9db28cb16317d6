# Today's, if not past or within this same minute, else the next (section 8).
user { timezone timezone }
event go { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign nine { enter on go; reenter always; flow { wait until 09:00; send m by push } }
campaign work { enter by call; reenter always; flow { wait until 09:00 on weekdays; send n by push } }
campaign weekend { enter by call; reenter always; flow { wait until 09:00 on saturday, sunday; send n by push } }
