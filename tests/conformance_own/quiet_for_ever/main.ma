# Quiet at every instant, or for longer than the rule waits (section 6).
user { timezone timezone }
event a { }
event b { }
event c { }
channel push { consent none }
channel sms { consent none }
channel email { consent none }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
quiet hours 00:00-24:00 for push else wait up to 7 days
quiet hours 00:00-24:00 on saturday, sunday for sms
quiet hours 22:00-07:00 for email else wait up to 30 minutes
campaign one { enter on a; reenter always; flow { send m by push } }
campaign two { enter on b; reenter always; flow { send m by sms } }
campaign three { enter on c; reenter always; flow { send m by email } }
