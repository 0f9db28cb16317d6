# Timers due together, over users: by campaign priority, then the order in which they were set (section 11), seen by a limit in total.
event go { }
event come { }
channel push { consent none }
message m { push { title "m"; body "m" } }
limits { at most 1 push in any 1 minute in total }
campaign low { priority 20; enter on go; reenter always; flow { wait 1 hour; send m by push } }
campaign high { priority 80; enter on come; reenter always; flow { wait 30 minutes; send m by push } }
