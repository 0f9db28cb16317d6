# Receipts and goals are events that start campaigns at the same instant (sections 5 and 11).
user { timezone timezone }
event go { }
event paid { }
channel push { consent none }
channel sms { consent none }
message m { push { title "m"; body "m" } sms { text "m" } }
message n { push { title "n"; body "n" } sms { text "n" } }
message o { push { title "o"; body "o" } }
campaign first_ { enter on go; reenter always; goal paid within 1 day; flow { send m by push } }
campaign follow { enter on push.sent where event.message = m and event.campaign = first_; reenter always; flow { send n by sms } }
campaign cheers { enter on goal.reached where event.campaign = first_; reenter always; flow { send o by push } }
campaign counter { enter when count(push.sent where event.message = m, last 1 day) >= 2; flow { tag add "two" } }
audience reached = count(sms.sent where event.campaign = follow, today) >= 1
