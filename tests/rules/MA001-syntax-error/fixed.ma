event signed_up { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }

campaign greet {
  enter on signed_up
  flow {
    wait 2 hours
    send hello by push
  }
}
