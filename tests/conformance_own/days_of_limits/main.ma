# Calendar days, weeks and quarters of limits: whose zone, whose week (section 6).
user { phone phone; timezone timezone }
event go { }
event text_me { }
event weekly { }
event quarterly { }
channel push { consent opt out }
channel sms { consent opt out; cost 0.05 CNY }
channel email { consent opt out }
channel wecom { consent opt out }
message m { push { title "m"; body "m" }; sms { text "m. Reply T to stop." }; email { subject "m"; text "m {{ unsubscribe_link }}"; html "<a href=\"{{ unsubscribe_link }}\">m</a>"; from "a@shop.example" }; wecom { text "m" } }

limits {
  at most 1 push per calendar day
  at most 1 sms per calendar day in total
  at most 1 email per calendar week
  at most 1 wecom per calendar quarter
}
campaign pushes { enter on go; reenter always; flow { send m by push } }
campaign texts { enter on text_me; reenter always; flow { send m by sms } }
campaign mails { enter on weekly; reenter always; flow { send m by email } }
campaign chats { enter on quarterly; reenter always; flow { send m by wecom } }
