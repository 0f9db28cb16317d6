# The latest statement wins, by channel and category; `user consents to` asks for the campaign's category (section 5).
user { timezone timezone }
event a { }
event b { }
channel push { }
channel sms { consent opt in }
channel email { consent opt out }
category service { }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
campaign promo { enter on a; reenter always; flow { if user consents to push { tag add "promo push" } else { tag remove "promo push" } send m by push; send m by sms; send m by email } }
campaign serve { category service; enter on a; reenter always; flow { if user consents to push { tag add "service push" } else { tag remove "service push" } } }
campaign bills { category transactional; enter on b; reenter always; flow { if user consents to sms { tag add "bill sms" } else { tag remove "bill sms" } if user consents to push { tag add "bill push" } } }
