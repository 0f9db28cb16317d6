# Calendar day, week, month and quarter in the user's zone at the moment of decision (section 6).
user { timezone timezone }
event d { }
event w { }
event mo { }
event q { }
channel push { consent none }
channel popup { consent none }
channel webhook { consent none }
channel wecom { consent none }
message m { push { title "m"; body "m" } popup { title "m"; body "m" } webhook { body "m" } wecom { text "m" } }
limits {
  at most 1 push per calendar day
  at most 1 popup per calendar week
  at most 1 webhook per calendar month
  at most 1 wecom per calendar quarter
}
campaign cd { enter on d; reenter always; flow { send m by push } }
campaign cw { enter on w; reenter always; flow { send m by popup } }
campaign cm { enter on mo; reenter always; flow { send m by webhook } }
campaign cq { enter on q; reenter always; flow { send m by wecom } }
