# `sent`, `blocked` and `failed`: what the flow waits for, and `valid` (sections 6 and 8).
user { phone phone; timezone timezone }
event a { }
event b { }
event c { }
channel sms { needs user.phone; consent none }
channel push { consent none }
message m { sms { text "m"; valid 2 hours } push { title "m"; body "m"; valid 30 minutes } }
message n { sms { text "n" } push { title "n"; body "n" } }
limits { at most 1 sms in any 1 day }
campaign one { enter on a; reenter always; flow { send m by sms { sent { tag add "sent" } blocked { tag add "blocked" } failed { send n by push } }; tag add "after" } }
campaign two { enter on b; reenter always; flow { send m by push { failed { tag add "push failed" } } tag add "after push" } }
campaign three { enter on c; reenter always; flow { send n by push { sent { tag add "only sent" } }; tag add "after" } }
