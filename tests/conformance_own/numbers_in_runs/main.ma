# A variable of a run that begins with a whole number takes numbers as well (section 4: only what cannot be meant is an error).
user { timezone timezone }
event go   { weight number }
event more { weight number }
channel push { consent none }
message heavy { push { title "heavy"; body "{{ run.total | default: '-' }}" } }
message half  { push { title "half"; body "{{ run.mean | default: '-' }}" } }
campaign scales {
  enter on go
  flow {
    set run.total = 0
    set run.mean = run.total
    set run.total = run.total + entry.weight
    repeat up to 2 times {
      wait for more up to 1 hour { set run.total = run.total + event.weight }
    }
    set run.mean = run.total / 2
    if run.total > 2.5 { send heavy by push }
    if run.mean < 1.5 { send half by push }
    set run.total = 40%
  }
}
