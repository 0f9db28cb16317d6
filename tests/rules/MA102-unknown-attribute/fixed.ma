user { age integer; member_level one of "regular", "gold" default "regular"; phone phone; favourite channel; birthday date }
event signed_up { }
channel push { }
channel sms  { needs user.fone }
message hello { push { title "Hello"; body "How are you?" } sms { text "Hello" } }
audience adults = user.age >= 18 and user.member_level = "gold"
campaign greet {
  enter on signed_up
  flow {
    send hello by user.favourite
    wait until next (user.birthday - 3 days) at 09:00
    set user.age = 3
    unset user.points
    split members by user.member_level { "gold" as gold { } else as rest { } }
  }
}
test "greets" for greet {
  given user { age 20; consent push }
  at 2026-11-11 10:00  event signed_up { }
}
