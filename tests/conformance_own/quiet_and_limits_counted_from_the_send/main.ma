# D of every rule counts from when the flow reached the `send`, however often it is deferred (section 6).
user { timezone timezone }
event go { }
event ask { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
quiet hours 00:00-08:00 for push else wait up to 8 hours
limits { at most 1 push in any 4 hours else wait up to 10 hours }
campaign high { priority 90; enter on go; reenter always; flow { send n by push } }
campaign low { priority 10; enter on ask; reenter always; flow { send m by push } }
