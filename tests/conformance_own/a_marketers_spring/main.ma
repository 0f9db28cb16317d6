# A welcome, a cart, a win-back and a birthday of one shop, living together under one roof of limits (sections 6 to 8).
user { name text; phone phone; level one of "new", "regular", "VIP ⭐" default "new"; birthday date; bought integer default 0; timezone timezone }
event signed_up { source text }
event cart { cart_id text; value money }
event order { cart_id text; value money }
event visit { page text }
channel push { consent opt out }
channel sms { needs user.phone; consent opt in; cost 0.05 CNY }
category care { exempt from limits }

limits {
  at most 2 messages per calendar day
  at most 1 sms in any 7 days
  at most 1 message of one message in any 2 days else wait up to 3 days
}
quiet hours 22:00-08:00 for push, sms else wait up to 12 hours

message hello  { push { title "hello"; body "Hello {{ user.name | default: 'friend' }}" } }
message basket { push { title "basket"; body "{{ entry.value | money | default: 'something' }}" }; sms { text "Your basket waits. Reply T to stop." } }
message miss   { push { title "miss"; body "We miss you" } }
message cake   { push { title "cake"; body "Happy birthday, {{ user.name | default: 'friend' }}" } }

audience lapsed "No order for thirty days" = time since order >= 30 days or never(order, ever)
tag "browser" when count(visit, last 1 day) >= 3

campaign welcome {
  category care
  priority 80
  enter on signed_up where event.source != "import"
  exit on order
  flow {
    send hello by push
    wait until 10:00 on weekdays
    if tag "browser" { send basket_hint by push } else { wait 1 day; send basket_hint by push }
  }
}
message basket_hint { push { title "hint"; body "Try a basket" } }

campaign cart_rescue {
  priority 70
  enter on cart where event.value >= 50 CNY
  parallel by event.cart_id
  reenter after 3 days from end
  exit after 4 days
  exit on order where event.cart_id = entry.cart_id
  goal order where event.cart_id = entry.cart_id within 3 days worth event.value
  flow {
    wait 90 minutes
    send basket by first of sms, push
    wait for visit where event.page = "basket" up to 1 day { tag add "came back" } else { send basket by push }
  }
}
campaign win_back {
  priority 30
  enter when user in lapsed and user.level != "new"
  reenter after 30 days from start
  flow { repeat up to 2 times every 1 week until did(visit, since entry) { send miss by push }; tag add "asked" }
}
campaign birthdays {
  category care
  enter every day at 09:00 for user.birthday is known
  reenter after 300 days from start
  flow { wait until next (user.birthday) at 09:00; send cake by push }
}
campaign counts {
  enter on order
  reenter always
  flow { set user.bought = user.bought + 1; if user.bought >= 2 { set user.level = "VIP ⭐" } else { set user.level = "regular" } }
}
