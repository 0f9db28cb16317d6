# Each word of a limit: categories, channels, one message, windows, what is exempt (section 6).
user { phone phone; timezone timezone }
event go { }
event offer_seen { }
event alarm { }
event receipt_asked { }
event hello_world { }
channel push { consent opt out }
channel sms { needs user.phone; consent opt out; cost 0.05 CNY }
category service { exempt from quiet hours }
category alert { exempt from limits }
message a { push { title "a"; body "a" }; sms { text "a. Reply T to stop." } }
message b { push { title "b"; body "b" }; sms { text "b. Reply T to stop." } }
message c { push { title "c"; body "c" } }

limits {
  at most 3 messages in any 2 hours
  at most 2 promotional messages in any 1 hour else wait up to 90 minutes
  at most 1 service message per calendar day
  at most 2 sms per calendar week else drop
  at most 4 messages of one message per calendar month
}

campaign pushes { enter on go; reenter always; flow { send a by push } }
campaign texts { enter on offer_seen; reenter always; flow { send b by sms } }
campaign alarms { category alert; enter on alarm; reenter always; flow { send c by push } }
campaign receipts { category transactional; enter on receipt_asked; reenter always; flow { send c by push } }
campaign services { category service; enter on hello_world; reenter always; flow { send c by push } }
