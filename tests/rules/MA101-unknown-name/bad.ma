user { phone phone }
event ping { page text }
channel push { }
channel sms { needs user.phone }
message greeting {
  push { title "Hello"; body "How are you?" }
  smss { text "Hello. Reply T to stop." }
}
audience everybody = user.phone is known or user.phone is unknown
offer ten_off { face 10 CNY }
group plans { one campaign at a time }
limits {
  at most 3 promotional per calendar day
  at most 2 pushs in any 3 days
}
step remind(what message, patience duration) {
  wait patince
  send what by push
}
campaign hello {
  category transactionl
  group plan
  enter on ping; enter by call
  when changed move old to colling
  flow {
    wait 1 hour as cooling
    send greetin by push
    remind(greetin, 1 day)
    remid(greeting, 1 day)
    give tenoff
    start helo
    split look { 50% as plain { }; 50% as fancy { } }
    split tone { 50% as warm { }; 50% as cool { } }
  }
}
test "several users" for helo {
  given user ann { consent push }
  given user bob { consent push }
  arm look = fanc
  arm tome = warm
  at 2026-03-02 10:00  event ping by bbo { }
  at 2026-03-02 10:00  expect in everbody for ann
}
