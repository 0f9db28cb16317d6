# Approval belongs to the first guard, and nothing is exempt from it (section 9).
user { timezone timezone; phone phone }
event a { }
event b { }
channel push { }
channel sms { needs user.phone; consent none }
message m { push { title "m"; body "m" } sms { text "m" } }
limits { at most 0 push per calendar day }
quiet hours 00:00-24:00 for push
holdout 10%
campaign one { enter on a; reenter always; flow { send m by push { blocked { tag add "blocked" } } } }
campaign two { category transactional; enter on b; reenter always; flow { send m by first of push, sms } }
