# Scopes: category, several channels together, from one campaign, of one message; exempt categories neither count nor are counted (section 6).
user { phone phone; timezone timezone }
event e1 { }
event e2 { }
event e3 { }
event e4 { }
channel push { consent none }
channel sms { consent none; needs user.phone }
channel popup { consent none }
category service { exempt from limits }
category news { exempt from quiet hours }
message a { push { title "a"; body "a" } sms { text "a" } popup { title "a"; body "a" } }
message b { push { title "b"; body "b" } sms { text "b" } popup { title "b"; body "b" } }
limits {
  at most 2 promotional push, sms in any 1 hour
  at most 3 messages from one campaign in any 2 hours
  at most 2 messages of one message in any 3 hours
}
campaign promo { enter on e1; reenter always; flow { send a by push; send b by sms; send a by push; send b by popup } }
campaign other { enter on e2; reenter always; flow { send a by popup } }
campaign served { category service; enter on e3; reenter always; flow { send a by push; send a by push; send a by push; send a by sms } }
campaign newsy { category news; enter on e4; reenter always; flow { send a by push; send a by sms } }
