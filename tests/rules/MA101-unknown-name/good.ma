user { phone phone }
event ping { page text }
channel push { }
channel sms { needs user.phone }
message greeting {
  push { title "Hello"; body "How are you?" }
  sms  { text "Hello. Reply T to stop." }
}
audience everybody = user.phone is known or user.phone is unknown
offer ten_off { face 10 CNY }
group plans { one campaign at a time }
limits {
  at most 3 promotional messages per calendar day
  at most 2 pushes in any 3 days
}
step remind(what message, by_way channel, patience duration) {
  wait patience
  send what by by_way
}
step remind_twice(what message) {
  remind(what, push, 1 day)
  remind(what, "sms", 2 days)
}
campaign hello {
  category transactional
  group plans
  enter on ping
  when changed move old to cooling
  flow {
    wait 1 hour as cooling
    remind_twice(greeting)
    give ten_off
    start goodbye
    split look { 50% as plain { }; 50% as fancy { } }
  }
}
campaign goodbye { enter by call; flow { send greeting by first of push, sms } }
test "several users" for hello {
  given user ann { consent push }
  given user bob { consent push }
  arm look = fancy
  arm hello.look = plain
  arm holdout = in
  at 2026-03-02 10:00  event ping by bob { }
  at 2026-03-02 10:00  expect in everybody for ann
  at 2026-03-02 10:00  expect nothing
}
