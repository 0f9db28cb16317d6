event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
limits {
  at most 1 push per day
  at most 2 push per hour
  at most 3 push in any week
  at most 4 push per 3 days
}
offer gift { face 5 CNY; valid 3; at most 1 per month in total }
campaign hello {
  enter on ping
  goal ping within 7
  flow {
    wait 1.5
    send note by push
  }
}
