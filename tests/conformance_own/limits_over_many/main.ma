# Limits over two channels, over all users, and of a campaign of its own (section 6).
user { phone phone; timezone timezone }
event go { }
event promo { }
channel push { consent opt out }
channel sms { needs user.phone; consent opt out; cost 0.05 CNY }
channel email { kind email; consent opt out }
message a { push { title "a"; body "a" }; sms { text "a. Reply T to stop." } }
message never_sent { push { title "n"; body "n" } }

limits {
  at most 2 pushes, sms from one campaign in any 1 day else wait up to 1 day
  at most 3 sms per calendar day in total
  at most 5 messages of one message per calendar day in total
}

campaign mixed {
  enter on go
  reenter always
  limit at most 1 sms in any 3 days
  flow { send a by push; send a by sms }
}
campaign silent {
  enter on promo
  reenter always
  limit at most 0 messages in any 1 hour
  flow { send never_sent by push { blocked { tag add "silenced" } } }
}
