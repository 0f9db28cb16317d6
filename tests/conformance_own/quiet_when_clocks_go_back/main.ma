# Clocks that go back before a range ends may show what is outside of it: that instant is not quiet (section 6).
user { timezone timezone }
event go { }
event ask { }
event mail { }
channel push { consent none }
channel popup { consent none }
channel wecom { consent none }
message m { push { title "m"; body "m" } popup { title "m"; body "m" } wecom { text "m" } }
quiet hours 02:30-04:00 for push
quiet hours 23:30-00:30 for popup else wait up to 30 minutes
quiet hours 02:30-04:00 for wecom
quiet hours 01:00-02:30 for wecom
campaign c { enter on go; reenter always; flow { send m by push } }
campaign d { enter on ask; reenter always; flow { send m by popup } }
campaign e { enter on mail; reenter always; flow { send m by wecom } }
