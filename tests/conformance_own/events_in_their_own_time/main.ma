# Late events, their own time, and duplicates, with settings of their own (sections 2, 11).
user { timezone timezone }
event view { page text }
event go { }
event buy { }
channel push { consent opt out }
message fan { push { title "fan"; body "fan" } }
message got { push { title "got"; body "got" } }
message late_one { push { title "late"; body "late" } }

audience fans = count(view, last 1 hour) >= 2
audience viewers = count(view, ever) >= 1

campaign fan_mail { enter when count(view, last 1 hour) >= 2; reenter always; flow { send fan by push } }
campaign waits { enter on go; reenter always; flow { wait for buy up to 1 hour { send got by push } else { send late_one by push } } }
