# Three rules of consent, asked in the flow; consent given and withdrawn as events (sections 5, 6).
user { phone phone; email email; timezone timezone }
event go { }
event bill { }
channel push { }
channel sms { needs user.phone; cost 0.05 CNY; consent opt out }
channel email { needs user.email; consent opt in }
message m { push { title "m"; body "m" }; sms { text "m. Reply T to stop." }; email { subject "m"; text "m {{ unsubscribe_link }}"; html "<a href=\"{{ unsubscribe_link }}\">m</a>"; from "a@shop.example" } }
message welcome { push { title "w"; body "w" } }
message sorry { sms { text "sorry. Reply T to stop." } }

campaign asks {
  enter on go
  reenter always
  flow {
    if user consents to push { tag add "push" } else { tag remove "push" }
    if user consents to sms and not (user consents to email) { tag add "sms only" }
    send m by first of push, sms, email { blocked { tag add "nobody" } }
  }
}
campaign bills {
  category transactional
  enter on bill
  reenter always
  flow { send m by push; send m by email { blocked { tag add "no email bill" } } }
}
campaign welcomes { enter on consent.given where event.channel = "push" and event.category = "promotional"; reenter always; flow { send welcome by push } }
campaign goodbyes { enter on consent.withdrawn where event.channel = "push"; reenter always; flow { send sorry by sms } }
