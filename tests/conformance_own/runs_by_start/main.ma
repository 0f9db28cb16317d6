# The runs of one user take their turn by start, then by id (section 11).
user { timezone timezone }
event cart { id_ text }
event nudge { }
channel push { consent none }
message m { push { title "m {{ entry.id_ | default: '?' }}"; body "m" } }
limits { at most 1 push in any 1 hour }
campaign one { enter on cart; parallel by event.id_; reenter always; flow { wait for nudge up to 1 day { send m by push } } }
