user { age integer }
event ping { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience keen  = user.age > 18 and user in loyal
audience loyal = user.age > 30 or user in warm
audience warm  = tag "warm" or user in keen
audience odd   = user not in odd
tag "warm" when count(ping, last 7 days) >= 2
stages lifecycle {
  new   when never(ping, ever)
  grown when count(lifecycle.entered, last 30 days) >= 1
}
step remind(what message) { send what by push; remind_later(what) }
step remind_later(what message) { wait 1 day; remind(what) }
campaign greet { enter on ping; flow { remind(hello) } }
