# `given sent` fills limits, user by user (section 13).
user { timezone timezone }
event a { }
event b { }
channel push { consent none }
channel sms { consent none }
message m { push { title "m"; body "m" } sms { text "m" } }
message n { push { title "n"; body "n" } }
limits {
  at most 1 push of one message in any 1 day
  at most 3 messages in any 2 days else wait up to 1 hour
}
campaign one { enter on a; reenter always; flow { send m by push } }
campaign two { enter on b; reenter always; flow { send n by push } }
