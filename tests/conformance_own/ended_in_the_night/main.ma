# What ends a run cancels its deferred send (section 7).
user { timezone timezone }
event a { k text }
event b { }
event paid { }
event bye { }
event tick { }
channel push { consent none }
message m { push { title "m {{ entry.k | default: '-' }}"; body "m" } }
message n { push { title "n"; body "n" } }
limits { at most 1 push in any 1 day }
quiet hours 22:00-07:00 for push
campaign again { enter on a; reenter restart; exit on bye; flow { send m by push } }
campaign ends { enter on b; reenter always; goal paid within 2 days; exit after 6 hours; flow { send n by push; tag add "after" } }
campaign stays { enter on tick; reenter always; goal paid within 2 days and stay; flow { send n by push; tag add "stayed" } }
