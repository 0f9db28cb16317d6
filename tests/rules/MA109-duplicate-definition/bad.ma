user { phone phone; age integer; age number }
event ping { page text; page text }
event ding from "ping" { }
channel sms { cost 0.03 CNY; cost 0.05 CNY; needs user.phone }
offer sms { face 10 CNY }
message greeting {
  sms { text "Hello. Reply T to stop."; text "Hi. Reply T to stop." }
  sms { text "Hey. Reply T to stop." }
}
audience adults = user.age >= 18
audience adults = user.age >= 21
stages lifecycle {
  new when never(ping, ever)
  new when did(ping, ever)
}
step remind(what message, what message) { send what by sms }
arbitrate within 15 minutes
arbitrate within 20 minutes
campaign hello {
  priority 10
  priority 20
  enter on ping
  reenter always
  reenter after 7 days from end
  flow {
    wait 1 hour as cooling
    wait 1 day as cooling
    split look { 50% as plain { }; 50% as plain { } }
    wait up to 1 day {
      on ding { }
      timeout { }
      timeout { stop }
    }
  }
}
test "twice" {
  given user { age 17; age 18 }
  arm look = plain
  arm look = plain
  at 2026-03-02 10:00  event ping { page "a"; page "b" }
}
