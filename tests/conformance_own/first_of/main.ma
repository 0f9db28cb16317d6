# `first of`: the first that passes now; if none does but some rule says wait, the one released earliest, and then all are asked again from the first (section 8).
user { phone phone; email email; timezone timezone }
event go { }
channel push { }
channel sms { needs user.phone }
channel email { needs user.email }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
quiet hours 22:00-08:00 for push
quiet hours 22:00-07:00 for sms
quiet hours 22:00-06:00 for email else drop
campaign c { enter on go; reenter always; flow { send m by first of push, sms, email { blocked { tag add "none" } } } }
