# Loops without a pause, with one, in one another, and over before they begin (section 8).
user { points integer default 0; timezone timezone }
event plain { }
event paused { }
event calendar { }
event nested { }
event ever_so { n integer }
event answer { }
channel push { consent opt out }
message m { push { title "m"; body "m {{ run.n | default: 0 }}" } }
message done { push { title "done"; body "done {{ run.n | default: 0 }}" } }
message ask { push { title "ask"; body "ask" } }
message over { push { title "over"; body "over" } }

campaign plains { enter on plain; reenter always; flow {
  set run.n = 0
  repeat up to 3 times { set run.n = run.n default 0 + 1; send m by push }
  send done by push
} }
campaign pauses { enter on paused; reenter always; flow {
  repeat up to 3 times every 1 day until did(answer, since entry) as asking { send ask by push; wait 2 hours }
  send over by push
} }
campaign nests { enter on nested; reenter always; flow {
  set run.n = 0
  repeat up to 2 times every 1 day {
    repeat up to 2 times every 1 hour until user.points >= 10 { set run.n = run.n default 0 + 1; send m by push }
  }
  send done by push
} }
campaign at_once { enter on ever_so; reenter always; flow {
  repeat up to 5 times until user.points >= entry.n { set user.points = user.points + 1 }
  set run.n = user.points
  send done by push
} }
