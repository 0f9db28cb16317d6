# The channel of the profile, when the message waits (sections 8 and 9).
user { timezone timezone; wish channel }
event b { }
channel push { consent none }
channel sms { consent none }
message m { push { title "m"; body "m" } sms { text "m" } }
quiet hours 22:00-07:00 for push
campaign two { enter on b; reenter always; flow { send m by user.wish } }
