user { due date; patience duration }
event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
limits {
  at most 9 push in any 3 months
  at most 8 push in any 2 quarters
}
audience quiet = never(ping, last 1 month) and time since ping > 6 months
audience long_gone = user.patience + 1 month < time since ping
step remind(patience duration) {
  wait for push.opened up to patience { }
}
campaign hello {
  enter on ping
  exit after 12 months
  flow {
    send note by push
    remind(2 months)
  }
}
