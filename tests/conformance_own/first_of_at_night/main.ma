# `first of` where one channel waits, one drops and one has no consent (section 8).
user { timezone timezone; phone phone }
event a { }
channel push { }
channel sms { needs user.phone; consent none }
channel email { consent none }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
quiet hours 22:00-07:00 for sms else wait up to 9 hours
quiet hours 21:00-06:00 for email else drop
campaign one { enter on a; reenter always; flow { send m by first of push, sms, email as tell { sent { tag add "sent" } blocked { tag add "blocked" } } } }
