# Quiet hours: start inclusive, end exclusive, over midnight, days on which the range starts, the zone of the user at deferral (section 6).
user { timezone timezone }
event go { }
event ask { }
event mail { }
channel push { consent none }
channel popup { consent none }
channel wecom { consent none }
message m { push { title "m"; body "m" } popup { title "m"; body "m" } wecom { text "m" } }
quiet hours 22:00-07:00 on friday for push
quiet hours 06:00-09:00 for push
quiet hours 00:00-24:00 on saturday, sunday for popup else wait up to 48 hours
quiet hours 12:00-13:00 on weekdays for wecom else drop
quiet hours 12:30-14:00 for wecom else wait up to 2 hours
campaign c { enter on go; reenter always; flow { send m by push } }
campaign d { enter on ask; reenter always; flow { send m by popup } }
campaign e { enter on mail; reenter always; flow { send m by wecom } }
