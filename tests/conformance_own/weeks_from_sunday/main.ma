# A calendar week begins where `week_starts` says, in the zone of the user (section 6).
user { timezone timezone }
event ping { }
channel push { }
message note { push { title "note"; body "note" } }
limits { at most 2 push per calendar week }
campaign pinger { enter on ping; reenter always; flow { send note by push } }
