# `first of`: the first that passes now, else the earliest release, and then all again from the first (section 8).
user { phone phone; mail email; timezone timezone }
event a { }
event b { }
event c { }
channel push { }
channel sms { needs user.phone; consent none }
channel email { needs user.mail; consent none }
channel popup { consent none }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } popup { title "m"; body "m" } }
limits {
  at most 1 sms in any 4 hours else wait up to 5 hours
  at most 1 email in any 3 hours else wait up to 5 hours
}
quiet hours 12:00-14:00 for popup else wait up to 3 hours
campaign one { enter on a; reenter always; flow { send m by first of push, sms, email { sent { tag add "sent" } blocked { tag add "blocked" } } } }
campaign two { enter on b; reenter always; flow { send m by first of push, sms, popup } }
campaign three { enter on c; reenter always; flow { send m by first of sms, push { blocked { tag add "none" } } } }
