# `on` takes an event, `when` a condition.
user { age integer }
event signed_up { page text }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
campaign greet {
  enter on signed_up where event.page = "home"
  exit when user.age > 60
  flow { send hello by push }
}
