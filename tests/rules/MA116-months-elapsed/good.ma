user { due date }
event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
limits {
  at most 9 push per calendar quarter
}
audience quiet = never(ping, last 30 days) and time since ping > 180 days
audience soon_due = user.due - 1 month < today
step remind(pause duration) {
  wait pause
  send note by push
}
campaign hello {
  enter on ping
  exit after 365 days
  flow {
    send note by push
    wait 1 month
    remind(2 months)
    repeat up to 3 times every 1 month { send note by push }
  }
}
