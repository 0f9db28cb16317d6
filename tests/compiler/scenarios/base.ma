user {
  name text
  vip boolean
  level one of "regular", "gold"
  phone phone
  email email
  born date
  points integer
  spent money
  favourite channel
  timezone timezone
}
event ping { page text; value money; count integer }
event pong { }
channel push { }
channel sms { needs user.phone }
message hello {
  push { title "Hello"; body "How are you?" }
  sms { text "Hello. Reply T to stop." }
}
offer ten_off { face 10 CNY }
stages lifecycle { new when never(ping, ever); grown when did(ping, ever) }
score lead { ping gives 5 }
audience vips = user.vip
campaign greet {
  enter on ping
  goal pong within 3 days
  flow {
    split look { 50% as plain { send hello by push }; 50% as fancy { give ten_off } }
  }
}
campaign other {
  enter by call
  flow {
    split tone by user.level { "gold" as warm { } else as cool { } }
    split look { 50% as big { }; 50% as small { } }
  }
}
