user {
  name   text
  level  one of "a", "b" default "a"

  birthday          date sensitive "age check"
  favourite_things  list of text
}

event page_view      { page text }
event cart_abandoned from "Cart Abandoned"  { cart_id text; value money }
event order_paid     from "Order Completed" { cart_id text; amount money }
event go             { }

channel sms  { cost 0.03 CNY; needs user.phone }
channel push { }
audience a         = user.x = 1
audience long_name "described" = user.x = 2
audience bc        = user.y = 3
campaign a   { enter by call; flow { stop } }
campaign bcd "B" { enter by call; flow { stop } }

message m {
  push {
    title "Hi"
    body  "there"
  }
  sms { text "hi" }
  email {
    file_ "x"
    html  file "x.html"
    valid 3 days
  }
  call  { script "hi" }
  wecom { text "hi" }
}

campaign c {
  owner        "a"
  category     promotional
  enter        by call
  reenter      after 7 days from end
  parallel by  event.cart_id
  active       2026-01-01 to 2026-12-31

  limit  at most 1 message per calendar day
  when changed restart
  flow { stop }
  group  g
}

stages lifecycle {
  new     when user.age < 1
  growing when user.age < 2
  dormant when time since order_paid > 90 days
}

test "t" {
  given user { }
  at 2026-11-10 20:30            event page_view { }
  at 2026-11-10 20:30:15 +08:00  expect nothing
  after 2 hours                  expect nothing
  expect in a
  at 2026-11-10 22:30  expect nothing
  other sends allowed
}

step s() {
  split x {
    5%  as aa { stop }
    95% as b  { stop }
  }
  split y by user.x { "long value" as a { stop }; "b" as bb { stop } else as c { stop } }
  sequence {
    day 1 at 09:00  { stop }
    day 10 at 09:00 { stop }
  }
  wait up to 1 day {
    on push.opened { stop }
    timeout { stop }
  }
  escalate m until opened {
    push for 1 hour
    sms  for 90 minutes
    call
  }
}
