# Santiago goes forward at midnight: 2026-09-06 begins at 01:00 -03:00 (04:00Z); Havana has 00:30 twice on 2025-11-02, the day begins with the first (section 5, `today`).
user { timezone timezone }
event view { }
event go { }
channel push { consent none }
message m { push { title "m"; body "m" } }
limits { at most 1 push per calendar day }
audience today_once = count(view, today) = 1
campaign c { enter on go; reenter always; flow { send m by push } }
