# A message that waits goes through all guards again (section 9).
user { phone phone; timezone timezone }
event a { }
event b { }
channel sms { needs user.phone }
message m { sms { text "m" } }
message n { sms { text "n" } }
limits { at most 1 sms in any 12 hours }
quiet hours 22:00-07:00 for sms
campaign one { enter on a; reenter always; flow { send m by sms { blocked { tag add "blocked" } } } }
campaign two { category transactional; enter on b; reenter always; flow { send n by sms } }
