# Waits in arms in splits in repeats; labels; `stop` deep inside (section 8).
user { timezone timezone }
event go { }
event v { k text }
event w { }
channel push { consent none }
message m { push { title "m"; body "{{ run.k | default: 'none' }}" } }
message n { push { title "n"; body "n" } }
campaign c { enter on go; reenter always; flow {
  repeat up to 3 times every 1 hour until run.k = "end" as loop {
    split s { 50% as a {
      wait up to 30 minutes as listening {
        on v where event.k != "no" { set run.k = event.k; if event.k = "stop" { stop } else { wait 10 minutes; send m by push } }
        on w { wait for v where event.k = "yes" up to 10 minutes { set run.k = event.k } else { send n by push } }
        timeout { tag add "timeout" }
      }
    } 50% as b { stop } }
  }
  send n by push
} }
