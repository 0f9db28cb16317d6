user { level one of "regular", "gold" default "regular" }
event signed_up { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
message gold  { push { title "Hello"; body "You are gold." } }

campaign greet {
  enter on signed_up
  flow {
    if user.level = "gold" {
      send gold by push

    wait 1 day
    send hello by push
  }
}

event late { }
