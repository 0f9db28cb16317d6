user { age integer }
event ping { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience keen  = user.age > 18 and user in loyal
audience loyal = user.age > 30 or user in warm
audience warm  = tag "warm" or stage lifecycle = "grown"
tag "warm" when count(ping, last 7 days) >= 2
stages lifecycle {
  new   when never(ping, ever)
  grown when score lead >= 10
}
score lead { ping gives 5 }
step remind(what message) { send what by push; remind_later(what) }
step remind_later(what message) { wait 1 day; send what by push }
campaign greet { enter on ping; enter by call; flow { remind(hello); start bye } }
campaign bye { enter by call; reenter always; flow { wait 1 day; start greet } }
