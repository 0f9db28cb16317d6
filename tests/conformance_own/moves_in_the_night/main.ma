# A deferred message waits in the zone the user had then, and is asked again when it is released (section 6).
user { timezone timezone }
event a { }
channel push { consent none }
message m { push { title "m"; body "m" } }
quiet hours 22:00-07:00 for push
campaign p { enter on a; reenter always; flow { send m by push } }
