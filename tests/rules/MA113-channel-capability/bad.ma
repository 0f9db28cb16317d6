user { phone phone; email email; favourite channel }
event ping { }
channel push { }
channel sms { needs user.phone }
channel email { needs user.email }
channel 短信 { kind sms; needs user.phone }
channel hook { kind webhook }
message greeting {
  push { titel "Hello"; body "How are you?" }
  sms { text "Hello. Reply T to stop."; signature "the very best of all our shops" }
  email { subject "Hello"; from "{{ user.email }}" }
  短信 { title "您好"; text file "greeting.txt" }
}
message order { sms { text "Your order. Reply T to stop." } }
step ring(what message, way channel) { send what by way }
campaign hello {
  enter on ping
  flow {
    send order by push
    send order by first of push, sms
    escalate order until ping { sms for 1 hour; email }
    ring(order, hook)
    call webhook order
  }
}
