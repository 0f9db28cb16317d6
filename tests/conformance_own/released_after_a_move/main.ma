# A send that failed gives back its own place and no other's, also when the user has moved in between (sections 6 and 9).
user { timezone timezone }
event go { }
event ask { }
event mail { }
channel push { consent none }
channel popup { consent none }
channel wecom { consent none }
message m { push { title "m"; body "m" } popup { title "m"; body "m" } wecom { text "m" } }
limits {
  at most 1 push per calendar day
  at most 2 popup per calendar week
  at most 1 wecom in any 1 hour
}
campaign c { enter on go; reenter always; flow { send m by push } }
campaign d { enter on ask; reenter always; flow { send m by popup } }
campaign e { enter on mail; reenter always; flow { send m by wecom } }
