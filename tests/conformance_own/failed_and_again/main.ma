# In a `failed` arm the place under a limit is free again; a bounced address is suppressed there (sections 8, 9).
user { phone phone; timezone timezone }
event go { }
event ask { }
channel sms { needs user.phone; consent none }
channel push { consent none }
message m { sms { text "m" } push { title "m"; body "m" } }
message n { sms { text "n" } }
limits { at most 1 sms per calendar day; at most 1 message from one campaign in any 1 hour }
campaign c { enter on go; reenter always; flow { send m by sms { failed { send m by first of sms, push } } } }
campaign d { enter on ask; reenter always; flow { send n by sms { sent { tag add "n sent" } failed { tag add "n failed" } } } }
