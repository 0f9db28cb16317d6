user { 年龄 integer; `where` text; Age integer; age integer; favourite channel }
event signed_up { age integer }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience adults = user.年龄 >= 18 and user.where = "x" and user.Age > user.age
campaign greet {
  enter on signed_up where event.age > 3
  flow {
    set run.agee = entry.age
    if run.agee > 3 { send hello by user.favourite }
  }
}
