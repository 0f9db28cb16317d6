# Every type in events, tests and conditions (section 4).
user { t text; n number; i integer; b boolean; m money; mu money USD; d duration; da date; ti time; mo moment; z timezone; ph phone; em email; u url; ch channel; o one of "a", "b"; l list of integer; timezone timezone }
event e { t text; n number; i integer; b boolean; m money; d duration; da date; ti time; mo moment; z timezone; ph phone; em email; u url; ch channel; o one of "a", "b"; l list of text }
channel push { consent none }
message msg { push { title "m"; body "m" } }
campaign c { enter on e where event.t = "x" and event.n = 1.5 and event.i = 2 and event.b and event.m = 3 CNY and event.d = 90 minutes and event.da = 2026-03-01 and event.ti = 09:30 and event.mo = 2026-03-01 10:00 and event.z = "Asia/Tokyo" and event.ph = "+8613800000000" and event.em = "a@b.example" and event.u = "https://x.example" and event.ch = push and event.o = "b" and event.l contains "q"; flow { send msg by push } }
audience all = user.t = "x" and user.n = 1.5 and user.i = 2 and user.b and user.m = 3 CNY and user.mu = 3 USD and user.d = 90 minutes and user.da = 2026-03-01 and user.ti = 09:30 and user.mo = 2026-03-01 10:00 and user.z = "Asia/Tokyo" and user.ph = "+8613800000000" and user.em = "a@b.example" and user.u = "https://x.example" and user.ch = "push" and user.o = "b" and user.l contains 7
