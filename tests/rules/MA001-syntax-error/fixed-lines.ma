# Lines that end too early, or go on where they should end.
event signed_up { }
event page_view { page text }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }

audience seen =
  did(page_view, last 7 days)
  and did(signed_up, ever)

campaign greet {
  enter on signed_up
  flow {
    send hello by push
    if did(page_view, ever) {
      stop
    } else {
      send hello by push
    }
  }
}

campaign again {
  enter on page_view; exit on signed_up
  flow {
    send hello by push
  }
}
