# A limit of 0 never has room, so nothing waits for it; a campaign counts its own messages by its own rules (section 6).
user { timezone timezone }
event a { }
event b { }
event c { }
channel push { consent none }
channel sms { consent none }
message m { push { title "m"; body "m" } sms { text "m" } }
limits { at most 0 sms in any 1 hour else wait up to 2 days }
campaign none { enter on a; reenter always; flow { send m by sms { sent { tag add "sent" } blocked { tag add "blocked" } } } }
campaign mine { limit at most 1 message in any 30 minutes else wait up to 20 minutes; enter on b; reenter always; flow { send m by push; send m by push } }
campaign rest { enter on c; reenter always; flow { send m by push } }
