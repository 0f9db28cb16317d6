user { phone phone }
event ping { page text }
channel push { }
channel sms { needs user.phone }
message greeting {
  push { title "Hello"; body "How are you?" }
  sms { text "Hello. Reply T to stop." }
}
audience everybody = user.phone is known or user.phone is unknown
offer ten_off { face 10 CNY }
group plans { one campaign at a time }
limits {
  at most 3 promotional messages per calendar day
  at most 2 push in any 3 days
}
step remind(what message, patience duration) {
  wait patience
  send what by push
}
campaign hello {
  category transactional
  group plans
  enter on ping; enter by call
  when changed move old to cooling
  flow {
    wait 1 hour as cooling
    send greeting by push
    remind(greeting, 1 day)
    remind(greeting, 1 day)
    give ten_off
    start hello
    split look { 50% as plain { }; 50% as fancy { } }
    split tone { 50% as warm { }; 50% as cool { } }
  }
}
test "several users" for hello {
  given user ann { consent push }
  given user bob { consent push }
  arm look = fancy
  arm tone = warm
  at 2026-03-02 10:00  event ping by bob { }
  at 2026-03-02 10:00  expect in everybody for ann
}
