# `from one campaign` counts all its runs, whatever their key (section 6).
user { timezone timezone }
event a { k text }
event b { k text }
channel push { consent none }
channel sms { consent none }
message m { push { title "m"; body "m" } sms { text "m" } }
limits { at most 2 messages from one campaign per calendar week else wait up to 2 days; at most 3 sms of one message in any 2 weeks }
campaign one { enter on a; parallel by event.k; reenter always; flow { send m by push; wait 1 hour; send m by sms } }
campaign two { limit at most 3 messages in any 1 day; enter on b; parallel by event.k; reenter always; flow { send m by sms } }
