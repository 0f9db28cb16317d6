event signed_up { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
campaign greet {
  enter on signed_up
  flow {
    send hello by push
  }
}
