# Local wall time decides; the end that does not exist is the first instant after the gap; an hour that comes twice is quiet twice (sections 6, 11).
user { timezone timezone }
event go { }
event ask { }
event mail { }
channel push { consent none }
channel popup { consent none }
channel wecom { consent none }
message m { push { title "m"; body "m" } popup { title "m"; body "m" } wecom { text "m" } }
quiet hours 22:00-02:30 for push
quiet hours 02:00-03:00 for popup
quiet hours 22:00-07:00 for wecom else wait up to 9 hours
campaign c { enter on go; reenter always; flow { send m by push } }
campaign d { enter on ask; reenter always; flow { send m by popup } }
campaign e { enter on mail; reenter always; flow { send m by wecom } }
