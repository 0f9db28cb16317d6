# A goal that happened in time but is known later counts also when the run has ended and other inputs came between (sections 7, 11).
user { timezone timezone }
event go { }
event ping { }
event paid { }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign c { enter on go; reenter always; goal paid within 1 hour; flow { send m by push } }
campaign d { enter on ping; reenter always; flow { wait 1 second } }
