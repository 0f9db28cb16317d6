# A consent is an event like others: it starts runs, ends them and is counted (section 5).
user { timezone timezone }
event ping { }
channel push { }
channel sms { }
message welcome { push { title "w"; body "w" } sms { text "w" } }
message again { sms { text "again" } }
campaign opted { enter on consent.given where event.channel = "sms" and event.category = "promotional"; reenter always; flow { send welcome by sms } }
campaign back { enter on ping; exit on consent.withdrawn where event.channel = "sms"; flow { wait 1 hour; send again by sms } }
campaign gate { enter on ping; reenter always; flow { if user consents to push { send welcome by push } else { tag add "no push" } } }
audience lost = did(consent.withdrawn where event.channel = "sms", last 30 days)
