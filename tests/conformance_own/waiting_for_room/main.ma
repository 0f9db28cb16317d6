# `else wait up to D`: until all full rules have room; room exactly at D is in time; D counts from when the flow reached the send; a rule that drops wins (section 6).
user { phone phone; timezone timezone }
event e1 { }
event e2 { }
event e3 { }
event e4 { }
channel push { consent none }
channel sms { consent none; needs user.phone }
channel popup { consent none }
message a { push { title "a"; body "a" } sms { text "a" } popup { title "a"; body "a" } }
message b { push { title "b"; body "b" } sms { text "b" } popup { title "b"; body "b" } }
limits {
  at most 1 push in any 6 hours else wait up to 4 hours
  at most 2 push in any 12 hours else wait up to 9 hours
  at most 1 sms in any 6 hours else wait up to 24 hours
  at most 2 sms in any 24 hours
  at most 1 popup per calendar day else wait up to 12 hours
}
campaign p { enter on e1; reenter always; flow { send a by push } }
campaign s { enter on e2; reenter always; flow { send a by sms } }
campaign o { enter on e3; reenter always; flow { send a by popup } }
campaign p2 { enter on e4; reenter always; flow { send b by push } }
