# Until no rule is quiet, but only the rules that are quiet now say how long to wait (section 6).
user { timezone timezone }
event a { }
event b { }
event c { }
channel push { consent none }
channel sms { consent none }
channel call { consent none }
message m { push { title "m"; body "m" } sms { text "m" } call { script "m" } }
quiet hours 20:00-23:00 for push else wait up to 5 hours
quiet hours 23:00-02:00 for push
quiet hours 22:00-06:00 for sms else wait up to 8 hours
quiet hours 21:00-07:00 for call, sms else wait up to 6 hours
campaign p { enter on a; reenter always; flow { send m by push { blocked { tag add "blocked" } } } }
campaign s { enter on b; reenter always; flow { send m by sms { blocked { tag add "blocked" } } } }
