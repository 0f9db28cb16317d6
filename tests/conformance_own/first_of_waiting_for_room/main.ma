# `first of` with limits and quiet hours: the earliest release, then the order written; none released: the blocked arm (section 8).
user { timezone timezone }
event go { }
event ask { }
channel push { consent none }
channel popup { consent none }
channel wecom { consent none }
message m { push { title "m"; body "m" } popup { title "m"; body "m" } wecom { text "m" } }
limits {
  at most 1 push in any 4 hours else wait up to 4 hours
  at most 1 popup in any 3 hours else wait up to 4 hours
  at most 1 wecom in any 3 hours else wait up to 4 hours
}
campaign c { enter on go; reenter always; flow { send m by first of push, wecom, popup } }
campaign p { enter on ask; reenter always; flow { send m by push } }
