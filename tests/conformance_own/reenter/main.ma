# `reenter`: after D from start and from end, exactly D is allowed; restart ends the run under way; refused entries end nothing (section 7).
user { vip boolean; timezone timezone }
event go { }
event back { }
event anew { }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign from_start { enter on go; reenter after 1 day from start; flow { wait 2 days; send m by push } }
campaign from_end { enter on back; reenter after 1 day from end; exit after 1 hour; flow { wait 2 hours; send m by push } }
campaign anew_ { enter on anew; audience user.vip; reenter restart; flow { wait 1 hour; send m by push } }
