# Who moves to another zone while something waits (sections 6, 7).
user { timezone timezone; city text }
event go { }
event daily { }
event morning { }
channel push { consent opt out }
message m { push { title "m"; body "m" } }
quiet hours 22:00-08:00 for push else wait up to 20 hours

campaign quiet_one { enter on go; reenter always; flow { send m by push } }
campaign a_day { enter on daily; reenter always; flow { wait 1 day; send m by push } }
campaign nine { enter on morning; reenter always; flow { wait until 09:00; send m by push } }
campaign every_day { enter every day at 12:00 for user.city = "x"; reenter always; flow { send m by push } }
