# `enter every` in the user's zone: a time that does not exist moves to the first instant after the gap, one that occurs twice is its first occurrence (section 11).
user { timezone timezone }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign nightly { enter every day at 02:30; reenter always; flow { send m by push } }
