user { phone phone }
event joined { }
event left { }
channel push { }
channel sms { cost 0.03 CNY; needs user.phone }
message lesson {
  push { title "Lesson"; body "Here it is." }
  sms { text "Here it is. Reply T to stop." }
}
offer ten_off { face 10 CNY; valid 3 days }
score lead { joined gives 20 }
stages life { fresh when did(joined, last 7 days) }
group plans { one campaign at a time }
arbitrate within 15 minutes
audience vips from list "vips.csv" column user_id
step again(what message) { send what by push }
alert many when count(push.sent, last 1 hour) > 500 { notify "ops" with "many" }

campaign course {
  enter on joined where event.time > now - 1 day and score lead > 10
  group plans
  budget 100 CNY
  goal left within 3 days
  exit on life.entered
  when changed move first to second
  flow {
    sequence { day 1 at 09:00 { send lesson by push } }
    escalate lesson until opened { push for 1 hour; sms }
    give ten_off
    again(lesson)
    split tone by learning toward goal {
      as warm { wait 1 hour as second }
      as cool { }
    }
    if stage life = "fresh" { score lead add 5 }
  }
}
