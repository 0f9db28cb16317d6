# A failure before acceptance gives the place back, one after it does not (section 9).
user { timezone timezone; mail email }
event a { }
event b { }
channel email { needs user.mail; consent none }
channel sms { consent none }
message m { email { subject "m"; text "m" } sms { text "m" } }
message n { email { subject "n"; text "n" } }
limits { at most 1 email in any 1 day; at most 1 sms in any 1 day else wait up to 2 days; at most 2 emails, sms per calendar week in total }
campaign one { enter on a; reenter always; flow { send m by email } }
campaign two { enter on b; reenter always; flow { send m by sms } }
