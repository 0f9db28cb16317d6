# Every `wait` by the clock and the calendar, over clock changes, leap days and years (section 8).
user { due date; meet moment; birthday date; timezone timezone }
event short { }
event calendar { }
event clock { }
event due { }
event met { }
event born { }
event fixed { }
channel push { consent opt out }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }

campaign shorts   { enter on short; reenter always; flow { wait 1.5 hours; send m by push; wait 90 seconds; send m by push; wait 500 milliseconds; send n by push } }
campaign calendars { enter on calendar; reenter always; flow { wait 1 day; send m by push; wait 24 hours; send n by push; wait 1 week; send m by push; wait 1 month; send n by push } }
campaign clocks   { enter on clock; reenter always; flow { wait until 09:00; send m by push; wait until 20:00 on weekdays; send n by push } }
campaign dues     { enter on due; reenter always; flow { wait until user.due - 3 days at 09:00 if past exit; send m by push } }
campaign meets    { enter on met; reenter always; flow { wait until user.meet - 30 minutes if past go; send m by push; wait until user.meet + 1 day if past exit; send n by push } }
campaign births   { enter on born; reenter always; flow { wait until next (user.birthday - 3 days) at 09:00; send m by push } }
campaign fixeds   { enter on fixed; reenter always; flow { wait until 2026-11-11 20:00 if past go; send m by push; wait until 2026-11-12 00:00 +08:00 if past go; send n by push } }
