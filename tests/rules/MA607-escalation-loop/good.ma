user { phone phone }
event ping { }
channel push { }
channel sms { needs user.phone }
message note {
  push { title "Hello"; body "How are you?" }
  sms  { text "How are you? Reply T to stop." }
}
campaign hello {
  enter on ping
  flow {
    escalate note until opened {
      push for 1 hour
      sms
    }
    send note by first of sms, push
    send note by push
  }
}
