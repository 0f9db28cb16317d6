# Opt in, opt out and none, by category (sections 5 and 6).
user { phone phone; timezone timezone }
event a { }
event b { }
event c { }
channel push { }
channel sms { consent opt in }
channel email { consent opt out }
channel popup { consent none }
category service { }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } popup { title "m"; body "m" } }
campaign promo { enter on a; reenter always; flow { send m by push; send m by sms; send m by email; send m by popup } }
campaign serve { category service; enter on b; reenter always; flow { send m by push; send m by sms; send m by email; send m by popup } }
campaign bills { category transactional; enter on c; reenter always; flow { send m by push; send m by sms; send m by email; send m by popup } }
audience smsable = user consents to sms
