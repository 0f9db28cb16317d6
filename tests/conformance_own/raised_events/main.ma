# Receipts, `goal.reached` and consents are events: they enter, end waits and are counted (section 5).
user { timezone timezone; phone phone }
event go { }
event paid { }
channel push { consent none }
channel sms { needs user.phone }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
message s { sms { text "s" } }
campaign c { enter on go; reenter always; goal paid within 1 day; flow { split kind { 50% as a { send m by push } 50% as b { send n by push } } } }
campaign won { enter on goal.reached where event.campaign = c; reenter always; flow { send n by push } }
campaign yes { enter on consent.given where event.channel = "sms"; reenter always; flow { send s by sms } }
campaign of_a { enter on push.sent where event.campaign = c and event.arm = "a" and event.category = promotional; reenter always; flow { tag add "arm a" } }
campaign sees { enter by call; flow { send m by push; wait for push.sent where event.message = m up to 1 hour { tag add "seen" } else { tag add "not seen" } } }
audience arm_a = tag "arm a"
