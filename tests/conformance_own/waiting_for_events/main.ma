# Waits for events: deadlines, unknown keys, arms, loops (section 8).
user { vip boolean; timezone timezone }
event go { code text }
event paid { code text; amount money }
event asked { code text }
event left { }
channel push { consent opt out }
message thanks { push { title "thanks"; body "thanks {{ run.paid | default: 0 }}" } }
message bye { push { title "bye"; body "bye" } }
message nudge { push { title "nudge"; body "nudge" } }
message sorry { push { title "sorry"; body "sorry" } }
message reply { push { title "reply"; body "reply" } }
message end { push { title "end"; body "end" } }

campaign one {
  enter on go where event.code != "many"
  reenter always
  flow {
    wait for paid where event.code = entry.code and event.amount >= 10 CNY up to 1 day {
      set run.paid = event.amount
      wait 1 minute
      if event.amount >= 100 CNY { tag add "big" } else { tag add "small" }
    } else {
      send nudge by push
    }
    if run.paid is known { send thanks by push }
  }
}
campaign many {
  enter on go where event.code = "many"
  reenter always
  flow {
    repeat up to 3 times {
      wait up to 1 hour as resting {
        on paid where event.amount > 5 CNY { send bye by push; stop }
        on asked { send reply by push }
        on left { send sorry by push; stop }
        timeout { send nudge by push }
      }
    }
    send end by push
  }
}
