# Receipts in exits, goals, entries and conditions (sections 5 and 7).
user { timezone timezone; mail email; n integer default 0 }
event a { }
channel email { consent none; needs user.mail }
channel push { consent none }
message m { email { subject "m"; text "m" } push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign one { enter on a; reenter always; exit on email.unsubscribed; goal email.clicked where event.message = m within 1 day; flow { split s { 50% as x { send m by email as mailed } 50% as y { send m by push } } wait 2 hours; send n by push } }
campaign lost { enter on email.bounced where event.hard; reenter always; flow { send n by push } }
campaign fans { enter when count(email.opened where event.arm = "x" and event.campaign = one, last 7 days) >= 2; flow { tag add "fan" } }
campaign hits { enter on email.clicked where event.link is unknown; reenter always; flow { tag add "no link" } }
