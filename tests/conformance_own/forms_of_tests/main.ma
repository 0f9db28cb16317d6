# Every form of a test: what is given, what happens, what is expected (section 13).
user { name text; age integer; phone phone; level one of "a", "b"; vip boolean; born date; due moment; alarm time; lasting duration; money money; rate number; hobbies list of text; fav channel; timezone timezone; site url; mail email }
event go { note text; value money }
event view { page text }
event paid { amount money }
channel push { }
channel sms { needs user.phone }
message m { push { title "m"; body "Hello {{ user.name | default: 'you' }}" } sms { text "m" } }
tag "keen" when count(view, last 1 day) >= 2
audience full = user.name = "Ann" and user.age = 30 and user.level = "b" and user.vip and user.born = 1990-01-02 and user.due = 2026-05-05 10:00 and user.alarm = 07:30 and user.lasting = 2 hours and user.money = 12.50 CNY and user.rate = 0.5 and user.hobbies contains "chess" and user.fav = "sms" and user.site = "https://a.example/" and user.mail = "a@example.com"
audience tagged = tag "vip" and tag "old"
audience viewer = count(view where event.page = "home", last 7 days) >= 2
campaign c { enter on go where event.value is known or event.note is known; reenter always; exit when user.vip = false; goal paid where event.amount >= 10 CNY within 2 days; flow { split s { 50% as left { send m by push } 50% as right { send m by sms } } wait 1 hour; tag add "done" } }
campaign called { enter by call; reenter always; flow { send m by push; wait for push.opened up to 2 hours { tag add "read" } else { tag add "unread" } } }
