# `parallel by event.id` and `parallel by event.time`: every event has both (sections 3 and 7).
user { timezone timezone }
event booked { room text }
channel push { consent none }
channel popup { consent none }
message m { push { title "m"; body "m of {{ entry.room | default: 'any' }}" } }
message n { popup { title "n"; body "n" } }
campaign by_id { enter on booked; parallel by event.id; flow { wait 1 hour; send m by push } }
campaign by_time { enter on booked; parallel by event.time; exit after 3 days; flow { send n by popup; wait 1 day } }
