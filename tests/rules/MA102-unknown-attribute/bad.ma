user { age integer; member_level one of "regular", "gold" default "regular"; phone phone; favourite channel; birthday date }
event signed_up { }
channel push { }
channel sms  { needs user.fone }
message hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } }
audience adults = user.agee >= 18 and user.level = "gold"
campaign greet {
  enter on signed_up
  flow {
    send hello by user.favorite
    wait until next (user.birth_day - 3 days) at 09:00
    set user.Age = 3
    unset user.points
    split members by user.memberlevel { "gold" as gold { } else as rest { } }
  }
}
test "greets" for greet {
  given user { agee 20; consent push }
  at 2026-11-11 10:00  event signed_up { }
}
