# Quiet hours and limits after one another; exits while a message waits; `first of` in the night (sections 6, 8, 9).
user { phone phone; timezone timezone }
event go { }
event leave { }
event calm { }
channel push { consent opt out }
channel sms { needs user.phone; consent opt out; cost 0.05 CNY }
message m { push { title "m"; body "m" }; sms { text "m. Reply T to stop." } }
message n { push { title "n"; body "n" } }

quiet hours 22:00-07:00 for push else wait up to 24 hours
limits { at most 1 push per calendar day else wait up to 40 hours }

campaign night {
  enter on go
  reenter always
  exit on leave
  exit when user.phone is known
  flow { send m by push { sent { tag add "sent" } blocked { tag add "blocked" } } }
}
campaign choose {
  enter on calm
  reenter always
  flow { send m by first of push, sms }
}
