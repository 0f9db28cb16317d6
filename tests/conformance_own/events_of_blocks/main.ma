# `event` is what opened the block, also in the `else` of a wait inside it, and again behind that wait (section 8).
user { timezone timezone }
event go { code text }
event first_one { code text; n integer }
event second_one { code text }
channel push { consent opt out }
message m { push { title "m"; body "{{ run.trace | default: '-' }}" } }

campaign nested {
  enter on go
  reenter always
  flow {
    wait for first_one up to 1 day {
      set run.trace = event.code default "none"
      wait for second_one where event.code = entry.code up to 1 hour {
        set run.trace = event.code
        if event.code = "x" { tag add "x" }
      } else {
        if event.n > 1 { set run.trace = "no second of many" } else { set run.trace = "no second" }
      }
      if event.n is known and event.n >= 2 { tag add "many" }
    } else {
      set run.trace = "none at all"
    }
    send m by push
  }
}
