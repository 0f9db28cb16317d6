# Four quiet rules together: ranges, days, what waits and what is dropped (section 6).
user { phone phone; timezone timezone }
event go { }
event ring { }
event mail_it { }
channel push { consent opt out }
channel call { needs user.phone; consent opt out; cost 0.60 CNY }
channel email { consent opt out }
category service { exempt from quiet hours }
message m {
  push { title "m"; body "m" }
  call { script "m" }
  email { subject "m"; text "m {{ unsubscribe_link }}"; html "<a href=\"{{ unsubscribe_link }}\">m</a>"; from "a@shop.example" }
}
message s { push { title "s"; body "s" } }

quiet hours 22:00-07:00 for push, call else wait up to 10 hours
quiet hours 00:00-24:00 on saturday, sunday for call else drop
quiet hours 12:00-13:00 on weekdays for call else wait up to 2 hours
quiet hours 20:00-02:00 on friday for email

campaign pushes { enter on go; reenter always; flow { send m by push { blocked { tag add "quiet" } } } }
campaign calls { enter on ring; reenter always; flow { send m by call } }
campaign mails { enter on mail_it; reenter always; flow { send m by email } }
campaign services { category service; enter on go; reenter always; flow { send s by push } }
