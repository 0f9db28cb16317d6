user { phone phone; age integer }
event ping { page text }
event ding from "Ding" { }
channel sms { cost 0.03 CNY; needs user.phone }
message ping { sms { text "Hello. Reply T to stop." } }
audience adults = user.age >= 18
limits { at most 1 sms per calendar day }
limits { at most 3 sms in any 7 days }
campaign hello {
  note "one"
  note "two"
  budget 100 CNY
  budget 10 CNY per calendar day
  limit at most 1 sms in any 2 days
  limit at most 2 sms in any 5 days
  enter on ping
  enter on ding
  exit on ding
  exit after 3 days
  flow {
    split look { 50% as plain { }; 50% as fancy { } }
    send ping by sms
  }
}
campaign again { enter on ding; flow { wait 1 hour as cooling } }
campaign and_again { enter on ding; flow { wait 1 hour as cooling } }
test "the same title" { given user { age 17 } }
test "the same title" { given user { age 18 } }
