# `wait up to` with arms: the first match wins, in the order written when one event matches two; the timeout; at the deadline the event wins (section 8).
user { timezone timezone }
event go { }
event paid { amount money }
event left { }
channel push { consent none }
message big { push { title "big"; body "big" } }
message small { push { title "small"; body "small" } }
message gone { push { title "gone"; body "gone" } }
message over { push { title "over"; body "over" } }
campaign c {
  enter on go
  reenter always
  flow {
    wait up to 30 minutes {
      on paid where event.amount >= 100 CNY { send big by push }
      on paid { send small by push }
      on left { send gone by push }
      timeout { send over by push }
    }
  }
}
