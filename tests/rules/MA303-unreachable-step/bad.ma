user { level one of "regular", "gold" default "regular"; segment text }
event ping { }
event bought { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
message bye   { push { title "Goodbye"; body "See you soon." } }

campaign greet {
  enter on ping
  flow {
    if user.level = "gold" {
      stop  # enough
      # not for gold
      send hello by push
      wait 1 day
    }
    wait for bought up to 1 day { stop; send bye by push } else {
      send hello by push { sent { stop } blocked { stop; } }
      tag add "told"; # so that it is known
    }
    send bye by push
  }
}

campaign all_arms {
  enter on ping
  flow {
    if user.level = "gold" { send hello by push; stop } else { stop }
    split look {
      50% as a { send hello by push }
      50% as b { send bye by push }
    }
    wait 1 day
  }
}

step farewell(what message) {
  wait up to 1 day {
    on bought { stop }
    on push.clicked { send what by push; stop }
    timeout {
      repeat up to 3 times every 1 day {
        split by_segment by user.segment {
          "women" as women { stop }
          else as rest { stop }
        }
      }
      send what by push
    }
  }
  send what by push
}

campaign leave {
  enter on ping
  flow {
    farewell(bye)
    send hello by push
  }
}

campaign christmas {
  enter by call
  active 2026-12-01 to 2026-12-31
  flow {
    if user.level = "gold" {
      wait until 2026-11-30 18:00 if past exit
      send hello by push
    }
    wait until 2026-12-26 09:00:30 if past go
    wait until 2026-12-26 09:00 if past exit
    send bye by push
  }
}
