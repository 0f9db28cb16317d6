# `entry.time` for every form of entry; yearly returns; runs that end after `active` (sections 5, 7, 8).
user { plan text; birthday date; timezone timezone }
event go { }
event bought { }
event call_it { }
channel push { consent opt out }
message m { push { title "m"; body "{{ entry.time | date: '%H:%M' }}" } }
message gift { push { title "g"; body "g" } }

campaign scheduled { enter every day at 10:00 for user.plan = "pro"; reenter always; active 2026-03-02 to 2026-03-02; flow { wait until entry.time + 90 minutes if past exit; send m by push } }
campaign called { enter by call; reenter always; flow { wait 10 minutes; send m by push } }
campaign turned { enter when user.plan = "gold"; flow { wait until entry.time + 1 hour if past go; send m by push } }
campaign late_entry { enter on go; reenter always; flow { wait until entry.time + 1 hour if past go; send m by push } }
campaign birthdays { enter on bought; reenter always; flow { wait until next (user.birthday) at 09:00; send gift by push } }
campaign finishing { enter on call_it; active 2026-03-01 to 2026-03-02; reenter always; flow { wait 2 days; send gift by push } }
