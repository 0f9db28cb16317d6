user { phone phone; email email; favourite channel }
event ping { }
channel push { }
channel sms { needs user.phone }
channel 短信 { kind sms; needs user.phone }
channel hook { kind webhook }
message greeting {
  push { title "Hello"; body "How are you?"; link "https://shop.example/hello" }
  sms { text "Hello. Reply T to stop."; signature "Shop"; valid 3 days }
  短信 { template "SMS_0001" }
}
message order { hook { body "{}" } }
step ring(what message, way channel) { send what by way }
campaign hello {
  enter on ping
  flow {
    send greeting by user.favourite
    send greeting by first of push, sms, 短信
    escalate greeting until opened { push for 1 hour; sms }
    ring(order, hook)
    ring(greeting, push)
    call webhook order
  }
}
