# A test for no campaign: what it expects of runs is answered by any campaign of that customer (section 13).
user { name text }
event go { }
event paid { }
event left { }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign short { enter on go; flow { wait 1 hour } }
campaign long { enter on go; exit on left; goal paid within 1 day and stay; flow { wait 2 hours } }
campaign calm { enter by call; reenter always; flow { send m by push } }
