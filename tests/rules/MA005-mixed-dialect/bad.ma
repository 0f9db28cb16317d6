user { age integer }
event signed_up { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience adults "Adults" = user.age >= 18 且 did(signed_up, last 7 天)
campaign greet {
  进入 于 signed_up
  flow {
    等待 2 hours
    send hello by push
  }
}
