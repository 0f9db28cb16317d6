# Lord Howe moves its clocks by half an hour; Kolkata is +05:30 (section 11).
user { timezone timezone }
event go { }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign quarter_past { enter on go; reenter always; flow { wait until 02:15; send m by push } }
campaign quarter_to { enter by call; reenter always; flow { wait until 01:45; send m by push } }
campaign a_day { enter by call; reenter always; flow { wait 1 day; send m by push } }
campaign morning { enter every day at 10:00 for user.timezone = "Asia/Kolkata"; reenter always; flow { send m by push } }
