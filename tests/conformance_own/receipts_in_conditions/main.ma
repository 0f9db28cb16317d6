# Receipts are events with properties, `sent` as well (section 5).
user { phone phone; timezone timezone }
event go { }
event look { }
channel push { }
channel sms { needs user.phone; cost 0.05 CNY }
category service { exempt from limits, quiet hours }
message news  { push { title "news"; body "news" }; sms { text "news. Reply T to stop." } }
message other { push { title "other"; body "other" } }
message care  { push { title "care"; body "care" } }

audience readers   = count(push.opened where event.message = news, last 7 days) >= 2
audience heard     = did(sms.sent, last 1 day)
audience ours      = count(push.sent where event.campaign = weekly, ever) >= 1
audience silent    = did(push.sent, ever) and never(push.opened, ever)
audience served    = did(push.sent where event.category = "service", ever)
audience by_push   = last(push.sent.channel, ever) = "push"
audience armed     = did(push.sent where event.arm = "b", ever)
audience quick     = did(push.sent then push.opened within 1 hour, last 7 days)
audience left      = time since push.opened > 2 hours

campaign weekly {
  enter on go
  reenter always
  flow {
    split half { 50% as a { send other by push } 50% as b { send news by first of push, sms } }
  }
}
campaign helps {
  category service
  enter on look
  reenter always
  flow { send care by push }
}
