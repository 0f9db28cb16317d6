user { level one of "regular", "gold" default "regular"; segment text; due date }
event ping { }
event bought { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
message bye   { push { title "Goodbye"; body "See you soon." } }

campaign greet {
  enter on ping
  flow {
    if user.level = "gold" { send hello by push; stop }
    if user.level = "gold" { stop } else if user.level = "regular" { stop } else { }
    wait for bought up to 1 day { stop }
    wait up to 1 day { on bought { stop }; on push.clicked { stop } }
    split by_segment by user.segment { "women" as women { stop }; "men" as men { stop } }
    split look { 50% as a { stop }; 50% as b { } }
    send hello by push { sent { stop } }
    send hello by push { sent { stop } failed { stop } }
    repeat up to 3 times until did(bought, since entry) { stop }
    sequence { day 1 at 09:00 { stop }; day 2 at 09:00 { send hello by push; stop } }
    farewell(bye)
    send bye by push
    stop
  }
}

step farewell(what message) {
  if user.level = "gold" { stop }
  send what by push
}

campaign christmas {
  active 2026-12-01 to 2026-12-31
  enter by call
  flow {
    if user.level = "gold" { wait until 2026-12-24 18:00 if past exit }
    wait until 2026-12-24 18:00:00 if past exit
    wait until 2026-12-24 18:00 if past exit
    wait until 2026-12-24 17:00 if past go
    wait until 2026-12-24 17:00 +00:00 if past exit
    wait until user.due - 3 days at 09:00 if past exit
    send hello by push
  }
}
