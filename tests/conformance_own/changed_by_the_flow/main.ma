# What a flow changes is so for its next statement: conditions, texts, addresses, zones and rules of tags see it at once (section 8).
user { points integer default 0; spent money default 0 CNY; left boolean; phone phone; favourite channel; timezone timezone }
event begin { }
event travel { }
event call_me { }
event quit { }
channel push { consent none }
channel sms { consent none; needs user.phone }
message note { push { title "note"; body "{{ user.points }} points, {{ user.spent | money }}" } sms { text "note" } }
tag "big spender" when user.spent >= 10 CNY

campaign counts {
  enter on begin
  flow {
    set user.points = user.points + 1
    if user.points = 1 { set user.points = 10; if user.points = 10 { tag add "ten" } } else if user.points = 10 { tag add "both arms" }
    send note by push
    if tag "ten" { tag remove "ten"; if not tag "ten" { set user.spent = user.spent + 9.90 CNY } }
    if tag "big spender" { tag add "too early" }
    set user.spent = user.spent + 0.10 CNY
    if tag "big spender" { tag add "just now" }
    send note by push
    repeat up to 9 times until user.points >= 12 { set user.points = user.points + 1; set run.last = user.points }
    if run.last = 12 { tag add "twelve" }
  }
}

# 10:00 UTC is 19:00 in Tokyo.
campaign travels {
  enter on travel
  flow { set user.timezone = "Asia/Tokyo"; if hour(now) = 19 { tag add "evening" } wait until 20:00; send note by push }
}

campaign calls {
  enter on call_me
  flow {
    set user.favourite = "sms"
    send note by user.favourite { blocked { set user.phone = "+8613800000000"; send note by user.favourite } }
    unset user.phone
    send note by sms { blocked { tag add "no phone" } }
  }
}

# `exit when` is looked at on inputs and before a send: the tag is set, the message is not sent.
campaign leaves {
  enter on quit
  reenter always
  exit when user.left
  flow { set user.left = true; tag add "still here"; send note by push { blocked { tag add "asked" } } }
}

audience both_arms = tag "both arms"
audience too_early = tag "too early"
audience asked = tag "asked"
