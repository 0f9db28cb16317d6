# `parallel by`: one run for each key, `reenter` per key; with `never` once per key for ever; an unknown key is refused (section 7).
user { timezone timezone }
event cart { n integer; vip boolean; value money }
channel push { consent none }
message m { push { title "m"; body "cart {{ entry.n }}" } }
campaign c { enter on cart where event.vip is unknown or event.vip; parallel by event.n; flow { wait 1 hour; send m by push } }
