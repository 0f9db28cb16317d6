# `if` with every kind of test: audiences, tags, consent, history since entry, entry and run values (sections 4, 5, 8).
user { age integer; timezone timezone }
event go { k text; n integer; seen moment }
event v { }
channel push { }
channel sms { consent none }
message m { push { title "m"; body "m" } sms { text "m" } }
audience adults = user.age >= 18
campaign c { enter on go; reenter always; flow {
  if user in adults { tag add "1" }
  if user not in adults { tag add "2" }
  if user consents to push { tag add "3" } else { tag add "4" }
  if user consents to sms and not tag "x" { tag add "5" }
  if did(go, since entry) { tag add "6" }
  if did(go, today) { tag add "7" }
  if entry.k in ("a", "b") and entry.n * 2 > 5 { tag add "8" } else if entry.k is unknown { tag add "9" } else { tag add "10" }
  set run.a = entry.n + 1
  if run.a = 4 { tag add "11" }
  if run.a is known { tag add "12" }
  if now - entry.time < 1 second { tag add "13" }
  if weekday(entry.time) = "monday" and hour(entry.time) = 10 { tag add "14" }
  wait for v up to 1 hour { if event.time > entry.time { tag add "15" } }
  if count(v, since entry) = 1 { stop }
  tag add "16"
} }
audience t1 = tag "1" and not tag "2"
audience t2 = tag "3" and not tag "4"
audience t5 = tag "5"
audience t6 = tag "6"
audience t7 = tag "7"
audience t8 = tag "8" and not tag "9" and not tag "10"
audience t9 = tag "9"
audience t10 = tag "10"
audience t11 = tag "11" and tag "12"
audience t13 = tag "13" and tag "14"
audience t15 = tag "15" and not tag "16"
audience t16 = tag "16"
