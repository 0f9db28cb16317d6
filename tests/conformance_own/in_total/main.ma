# `in total` is about all users together; a calendar day is then the project's (section 6).
user { timezone timezone }
event go { }
event ask { }
channel push { consent none }
channel popup { consent none }
message m { push { title "m"; body "m" } popup { title "m"; body "m" } }
limits {
  at most 2 push per calendar day in total
  at most 1 popup in any 1 hour in total else wait up to 2 hours
}
campaign c { enter on go; reenter always; flow { send m by push } }
campaign d { enter on ask; reenter always; flow { send m by popup } }
