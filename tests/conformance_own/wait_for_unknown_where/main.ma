# Conditions of waits see `user`, `entry`, `run` and the event; unknown is no match (sections 4, 8).
user { fav text; timezone timezone }
event go { k text }
event v { k text; n integer }
channel push { consent none }
message m { push { title "m"; body "{{ run.n | default: 0 }}" } }
campaign c { enter on go; reenter always; flow {
  set run.max = 2
  wait for v where event.k = entry.k and event.n > run.max and (user.fav is unknown or user.fav = event.k) up to 1 day { set run.n = event.n; send m by push } else { tag add "none" }
} }
