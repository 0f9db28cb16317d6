# A weekend that is quiet over a clock change (section 6).
user { timezone timezone }
event a { }
channel push { consent none }
message m { push { title "m"; body "m" } }
quiet hours 00:00-24:00 on saturday, sunday for push else wait up to 3 days
quiet hours 18:00-24:00 on friday for push else wait up to 3 days
quiet hours 00:00-09:00 on monday for push else wait up to 3 days
campaign one { enter on a; reenter always; flow { send m by push } }
