event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
limits {
  at most 1 push per calendar day
  at most 2 push in any 1 hour
  at most 3 push per calendar week
  at most 4 push in any 3 days
}
offer gift { face 5 CNY; valid 3 hours; at most 1 per calendar month in total }
campaign hello {
  enter on ping
  goal ping within 7 hours
  flow {
    wait 1.5 minutes
    send note by push
  }
}
