# Three wait for one place: by priority, then again, until D is over (sections 6 and 11).
user { timezone timezone }
event a { }
event b { }
event c { }
event bill { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
message o { push { title "o"; body "o" } }
message inv { push { title "inv"; body "inv" } }
limits { at most 1 push in any 1 hour else wait up to 150 minutes }
campaign one { priority 10; enter on a; reenter always; flow { send m by push } }
campaign two { priority 20; enter on b; reenter always; flow { send n by push } }
campaign three { priority 30; enter on c; reenter always; flow { send o by push } }
campaign bills { category transactional; enter on bill; reenter always; flow { send inv by push } }
