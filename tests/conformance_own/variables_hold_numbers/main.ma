# Whole numbers are numbers: a variable may start with one and hold another number later (section 4).
event go { share number }
channel push { }

message note {
  push { title "T"; body "{{ run.total | default: 'x' }} and {{ run.half | default: 'x' }}" }
}

campaign counts {
  enter on  go
  flow {
    set run.total = 0
    set run.half = 2
    send note by push
    repeat up to 2 times every 1 hour {
      set run.total = run.total + entry.share
    }
    set run.half = run.total / 2
    send note by push
    if run.half > 0.6 {
      set run.half = 3
      send note by push
    }
  }
}
