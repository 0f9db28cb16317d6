user { age integer }
event ping { }
channel push { }
audience adults = user.age >= 18
category service { exempt from limits }
group plans { one campaign at a time }
offer ten_off { face 10 CNY }
message hello { push { title "Hello"; body "How are you?" } }
message goodbye { push { title "Goodbye"; body "See you soon." } }

step remind(what message) {
  send what by push
}
campaign greet { enter on ping; flow { send hello by push } }
