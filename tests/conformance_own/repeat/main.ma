# `repeat`: `until` before every pass, the first too; `every` is a pause between passes, calendar for days and months (section 8).
user { timezone timezone; done boolean }
event go { }
event answered { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign days { enter on go; flow { repeat up to 3 times every 1 day until user.done { send m by push }; send n by push } }
campaign months { enter by call; flow { repeat up to 3 times every 1 month { send m by push } } }
campaign inner { enter by call; flow { repeat up to 2 times every 1 hour { wait 10 minutes; send m by push }; send n by push } }
campaign tight { enter by call; flow { repeat up to 3 times until count(push.sent, since entry) >= 2 { send m by push }; send n by push } }
