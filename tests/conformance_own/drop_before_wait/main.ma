# Any full rule that drops wins; else the latest instant at which all have room, within the D of each (section 6).
user { timezone timezone }
event a { }
event b { }
channel push { consent none }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
limits {
  at most 1 push in any 2 hours else wait up to 3 hours
  at most 2 messages in any 5 hours else wait up to 4 hours
  at most 3 push in any 1 day else drop
}
campaign one { enter on a; reenter always; flow { send m by push } }
campaign two { enter on b; reenter always; flow { send n by push { blocked { tag add "blocked" } } } }
