user { phone phone; level one of "regular"， "gold" default "regular"; points number default 0 }
event signed_up { page text； value money }
channel push { }
channel sms  { cost 0.03 CNY； needs user.phone }
message hello { push { title “Hello”; body “How are you？” } sms { text "Hello" } }
audience gold “Gold members” ＝ user.level in （"gold", "regular"） and user.points ＞＝ 3
quiet hours 22：00～07：00 for push， sms

campaign greet {
  enter on signed_up where event.value ＞ 5 CNY
  priority：70
  holdout 5％
  flow {
    send hello by first of push、sms  ＃ 两个渠道
  }
}
