event signed_up { page text
}

event page_view { page text }
channel push { }
message hello {
  push { title "Hello"; body "How are you?" }
}

campaign greet {
  enter on signed_up
  flow { send hello by push }
}
