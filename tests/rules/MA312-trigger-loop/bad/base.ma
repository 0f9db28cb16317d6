user { level one of "regular", "gold" default "regular" }
event ping { }
event pong { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
message bye   { push { title "Goodbye"; body "See you soon." } }
limits { at most 2 push per calendar day }
quiet hours 22:00-07:00 for push

step hand_on(what message) {
  if user.level = "gold" { tag add "gold" } else { tag remove "gold" }
  send what by push
  start last
}
