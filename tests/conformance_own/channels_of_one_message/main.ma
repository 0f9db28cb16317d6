# Several channels, `from one campaign` and `of one message` together (section 6).
user { timezone timezone }
event a { }
event b { }
event c { }
channel push { consent none }
channel email { consent none }
channel sms { consent none }
message m { push { title "m"; body "m" } email { subject "m"; text "m" } sms { text "m" } }
message n { push { title "n"; body "n" } email { subject "n"; text "n" } sms { text "n" } }
limits {
  at most 2 promotional push, email from one campaign in any 1 day else wait up to 3 hours
  at most 1 email, sms of one message in any 4 hours
  at most 4 messages per calendar day
}
campaign one { enter on a; reenter always; flow { send m by push; send m by email; send n by sms; send n by push } }
campaign two { enter on b; reenter always; flow { send m by sms; send n by email; send n by sms } }
