# `on DAYS` is the day on which a range starts; several rules; a whole day (section 6).
user { timezone timezone }
event a { }
event b { }
event c { }
channel push { consent none }
channel sms { consent none }
channel email { consent none }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
quiet hours 22:00-07:00 on friday, saturday for push, sms else wait up to 10 hours
quiet hours 06:00-09:30 on weekdays for push
quiet hours 09:00-10:00 on saturday for push else drop
quiet hours 00:00-24:00 on sunday for email else wait up to 1 day
campaign p { enter on a; reenter always; flow { send m by push } }
campaign s { enter on b; reenter always; flow { send m by sms } }
campaign e { enter on c; reenter always; flow { send m by email } }
