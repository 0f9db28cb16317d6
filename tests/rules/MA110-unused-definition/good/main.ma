user { age integer; favourite channel }
event ping { }
channel push { }
channel popup { }
channel email { }
channel wecom { }
audience adults "For the sales team" = user.age >= 18
audience seniors = user.age >= 60
category service { exempt from limits }
group plans { one campaign at a time }
offer ten_off { face 10 CNY }
message hello { push { title "Hello"; body "How are you?" } }
message goodbye { push { title "Goodbye"; body "See you soon." } }
step remind(what message) { send what by push }
limits { at most 1 popup per calendar day }
campaign greet {
  category service
  group plans
  enter on ping
  flow {
    if user.favourite = "wecom" { give ten_off }
    remind(hello)
    if did(push.sent where event.message = goodbye, ever) { stop }
  }
}
test "who is old" {
  given user { age 61 }
  at 2026-03-02 10:00  expect in seniors
}
