event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
limits {
  at most 1 push per calendar day
  at most 2 push in any 1 hour
}
offer gift { face 5 CNY; valid 3 days; at most 1 per calendar month in total }
campaign hello {
  enter on ping
  goal ping within 7 days
  flow {
    wait 1.5 hours
    send note by push
  }
}
