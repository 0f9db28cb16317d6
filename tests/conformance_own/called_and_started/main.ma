# `enter by call`: by the host and by another campaign (sections 7, 8).
user { wants text; timezone timezone }
event asked { topic text }
event told { }
channel push { consent opt out }
message main_course { push { title "main"; body "main for {{ user.wants | default: 'anybody' }}" } }
message dessert     { push { title "dessert"; body "dessert" } }
message after_all   { push { title "after"; body "after" } }

campaign dessert_only {
  enter by call
  reenter after 1 day from start
  audience user.wants != "nothing"
  flow { send dessert by push }
}
campaign dinner {
  enter on asked where event.topic = "dinner"
  reenter always
  priority 90
  flow {
    send main_course by push
    start dessert_only
    if user.wants = "nothing" { stop }
    wait 1 hour
    send after_all by push
  }
}
campaign both_ways {
  enter on told
  enter by call
  reenter always
  flow { send after_all by push }
}
