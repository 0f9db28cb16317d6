user { age integer; wakes time }
event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
quiet hours 22:00-22:00 for push
audience adults = user.age between 65 and 18
audience owls = user.wakes between 22:00 and 07:00
audience spenders = sum(ping.value, last 7 days) between 1_000 CNY and 50 CNY
campaign hello {
  active 2026-11-30 to 2026-11-01
  enter on ping
  flow { send note by push }
}
