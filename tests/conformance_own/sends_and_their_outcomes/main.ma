# Channels by name, by profile and in order; what is sent, blocked and failed (section 8).
user { favourite channel default "push"; phone phone; email email; timezone timezone }
event go { }
event pick { }
event first_best { }
event watched { }
channel push { }
channel sms { needs user.phone; cost 0.05 CNY }
channel email { needs user.email; consent opt out }
message m {
  push { title "m"; body "m" }
  sms { text "m. Reply T to stop." }
  email { subject "m"; html "<p>m</p> <a href=\"{{ unsubscribe_link }}\">out</a>"; text "m {{ unsubscribe_link }}"; from "a@shop.example" }
}

campaign outcomes {
  enter on go
  reenter always
  flow {
    send m by push { sent { tag add "sent" } blocked { tag add "blocked" } }
    tag add "went on"
  }
}
campaign picks {
  enter on pick
  reenter always
  flow { send m by user.favourite { blocked { set user.favourite = "email"; send m by user.favourite } } }
}
campaign bests {
  enter on first_best
  reenter always
  flow { send m by first of push, sms, email as best { blocked { tag add "nothing worked" } } }
}
campaign watches {
  enter on watched
  reenter always
  flow {
    send m by sms { sent { tag add "delivered" } blocked { tag add "refused" } failed { send m by email } }
    send m by push
  }
}
