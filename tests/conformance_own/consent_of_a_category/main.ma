# Consent is for a channel and a category; transactional messages need none unless the channel says so (section 6).
user { phone phone; timezone timezone }
event go { }
event bill { }
event care { }
channel push { }
channel sms { consent opt in }
category service { }
message m { push { title "m"; body "m" }; sms { text "m. Reply T to stop." } }

campaign promos { enter on go; reenter always; flow { if user consents to push { send m by push } else { tag add "no push" } } }
campaign bills { category transactional; enter on bill; reenter always; flow {
  if user consents to push { send m by push }
  if user consents to sms { send m by sms } else { tag add "no sms bill" }
} }
campaign cares { category service; enter on care; reenter always; flow { if user consents to push { send m by push } else { tag add "no care" } } }
