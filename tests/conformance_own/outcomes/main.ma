# Outcome blocks: with a `failed` arm the flow stays until the final result; without one it goes on at `sent`; a blocked send without an arm goes on (section 8).
user { phone phone; favourite channel; timezone timezone }
event go { }
event ask { }
event soon { }
channel sms { needs user.phone; consent none }
channel push { consent none }
message m { sms { text "m" } push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
message brief { sms { text "x"; valid 2 hours } }
campaign c { enter on go; flow {
  send m by sms { sent { tag add "sent"; wait 1 minute; tag add "later" } blocked { tag add "blocked" } failed { tag add "failed" } }
  tag add "after"
} }
campaign by_favourite { enter on ask; reenter always; flow { send m by user.favourite { sent { tag add "went" } blocked { tag add "no" } }; tag add "beyond" } }
campaign briefly { enter on soon; flow { send brief by sms { failed { send n by push } }; tag add "over" } }
audience has_later = tag "later"
audience has_after = tag "after"
audience has_over = tag "over"
