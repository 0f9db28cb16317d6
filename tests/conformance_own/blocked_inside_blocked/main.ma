# A blocked send within the arm of a blocked send (section 8).
user { timezone timezone; phone phone }
event a { }
channel push { }
channel sms { consent none; needs user.phone }
message m { push { title "m"; body "m" } sms { text "m" } }
limits { at most 1 sms in any 1 hour }
campaign one { enter on a; reenter always; flow { send m by push { blocked { send m by sms { blocked { tag add "nobody"; stop } } } } tag add "told"; wait for sms.sent up to 1 hour { tag add "never" } else { tag add "later" } } }
