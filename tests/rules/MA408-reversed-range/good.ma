user { age integer; wakes time }
event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
quiet hours 22:00-07:00 for push
audience adults = user.age between 18 and 65
audience eighteen = user.age between 18 and 18
audience owls = user.wakes >= 22:00 or user.wakes <= 07:00
audience spenders = sum(ping.value, last 7 days) between 50 CNY and 1_000 CNY
campaign hello {
  active 2026-11-11 to 2026-11-11
  enter on ping
  flow { send note by push }
}
