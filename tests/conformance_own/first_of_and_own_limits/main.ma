# `first of` and a channel of the profile under the limits of the campaign (sections 6 and 8).
user { timezone timezone; phone phone; mail email; wish channel }
event a { }
event b { }
channel push { consent none }
channel sms { needs user.phone; consent none }
channel email { needs user.mail; consent none }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
campaign one { limit at most 1 push in any 1 hour; limit at most 1 messages in any 10 minutes else wait up to 30 minutes; enter on a; reenter always; flow { send m by first of push, email; send m by first of push, sms, email } }
campaign two { enter on b; reenter always; flow { send m by user.wish { sent { tag add "sent" } blocked { tag add "blocked" } } } }
