user { age integer }
event signed_up { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
audience adults "Adults" = user.age >= 18 and did(signed_up, last 7 days)
campaign greet {
  enter on signed_up
  flow {
    wait 2 hours
    send hello by push
  }
}
