user { phone phone; stage text; score number }
event joined { }
channel push { }
message lesson { push { title "Lesson"; body "Here it is." } }

audience vips "Those who were told so" = user.stage = "vip"

campaign course {
  enter on joined where user.score > 10
  goal joined within 3 days
  when changed restart
  flow {
    wait 1 day as first
    send lesson by push
    split tone {
      50% as warm { wait 1 hour }
      50% as cool { }
    }
    if user in vips { tag add "told" }
  }
}

test "what only a test needs is no part of the program" {
  given user { stage "vip" }
  at 2026-03-02 10:00 expect in vips
}
