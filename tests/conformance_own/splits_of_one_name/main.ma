# Forced arms: of one campaign, for every user and run (section 13).
user { timezone timezone; n integer default 0 }
event a { }
event b { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
campaign one { enter on a; reenter always; flow { split s { 50% as x { send m by push } 50% as y { send n by push } } } }
campaign two { enter on b; reenter always; flow { split s { 40% as x { send m by push } 60% as z { tag add "z" } } } }
