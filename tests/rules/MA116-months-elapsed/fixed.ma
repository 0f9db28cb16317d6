user { due date; patience duration }
event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
limits {
  at most 9 push in any 90 days
  at most 8 push in any 180 days
}
audience quiet = never(ping, last 30 days) and time since ping > 180 days
audience long_gone = user.patience + 30 days < time since ping
step remind(patience duration) {
  wait for push.opened up to patience { }
}
campaign hello {
  enter on ping
  exit after 365 days
  flow {
    send note by push
    remind(60 days)
  }
}
