# A message that is not delivered in its time has failed (section 6).
user { phone phone; timezone timezone }
event go { }
channel push { consent opt out }
channel sms { needs user.phone; cost 0.05 CNY; consent opt out }
message m { sms { text "m. Reply T to stop."; valid 2 hours }; push { title "m"; body "m" } }

campaign careful {
  enter on go
  reenter always
  exit after 1 day
  flow {
    send m by sms as main { sent { tag add "arrived" } failed { send m by push } }
    tag add "after"
  }
}
