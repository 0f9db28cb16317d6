# In `wait`, `exit on` and `goal` a receipt matches only messages that this run sent (section 8).
user { timezone timezone }
event go { k text }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
message news { push { title "news"; body "news" } }
campaign c { enter on go; parallel by event.k; exit on push.clicked where event.message = m; goal push.opened within 1 day and stay; flow { send m by push; wait 2 hours; send n by push } }
campaign other { enter by call; flow { send news by push; wait 10 minutes; send m by push } }
campaign counts { enter when count(push.clicked where event.message = m, ever) >= 2; flow { send news by push } }
