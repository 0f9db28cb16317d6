# Every construct of the language once: declarations (sections 4 to 6).

user {
  name         text
  nickname     text default "friend"
  age          integer
  weight       number
  level        one of "regular", "gold", "platinum" default "regular"
  segment      one of "men", "women"
  birthday     date
  alarm        time
  joined_at    moment
  due          date
  patience     duration
  spent        money
  foreign      money USD
  favourite    channel
  home         url
  phone        phone
  mail         email
  timezone     timezone
  is_member    boolean default false
  interests    list of text
  health       text sensitive "medical advice"
  `full name`  text
  会员等级     text
}

event page_view { page text; seconds number }
event cart from "Cart Abandoned" { cart_id text; value money; at_price money default 0 CNY }
event paid from "Order Completed" { cart_id text; amount money; starts_at moment }
event cancelled { }
event acked { }
event trial { plan text }

audience vip_list "Uploaded by sales" from list "lists/vip.csv" column user_id
audience adults = user.age >= 18
audience outsiders = user not in adults and user not in vip_list
audience keen "Looks at wealth" =
  count(page_view where event.page = "wealth", last 7 days) >= 3
  and (user.level in ("gold", "platinum") or user.level = "regular")
audience distinct_pages = count(distinct event.page of page_view where event.seconds > 2.5, today) > 2
audience sums =
  sum(paid.amount, last 30 days) + 5.00 CNY > 1_000 CNY
  or average(paid.amount where event.cart_id = "x", since 2026-01-01) >= 10 CNY
  or minimum(page_view.seconds, ever) < 1
  or maximum(page_view.seconds, last 2 weeks) > 60
audience firsts = first(paid.amount, ever) > 3 CNY and last(paid.amount, last 90 days) > 3 CNY
audience quick = did(page_view where event.page = "cart" then paid within 2 hours, last 30 days)
audience quiet = never(paid, ever) and did(cart, since 2026-11-11 20:00)
audience sleeping = time since paid > 90 days or time since (paid where event.amount > 100 CNY) is unknown
audience texts =
  user.name contains "Mei"
  or user.name starts with "M"
  or user.name ends with "i"
  or user.name matches "^M.*i$"
  or user.nickname default "friend" != "friend"
audience numbers = user.age between 18 and 30 and -user.weight < -40 and user.weight * 2 / 3 - 1 > 0
audience dates =
  user.birthday is known
  and weekday(now) = "monday"
  and hour(now) < 12
  and date(now) = today
  and user.due - 3 days > 2026-01-01
audience states = tag "warm" and stage lifecycle = "growing" and score lead >= 35 and grade lead = "A"
audience opened = count(email.opened where event.message = letter, last 30 days) >= 3
audience consenting = user consents to sms and user.favourite = "sms"
audience listed = user.interests contains "sailing" or user.interests = ["cats"]
audience elsewhere = user.segment not in ("men", "women") or user.weight default -1 < 0
audience quoted from list "lists/vip.csv" column "user_id"
audience named = user.`full name` is unknown and user.会员等级 is unknown

tag "warm" when count(page_view, last 7 days) >= 2

score lead {
  page_view where event.page = "pricing" gives 15 at most 45
  paid gives 20
  lose 2 per week without any event
  grade A from 80, B from 50, C from 0
}

stages lifecycle {
  new     when never(paid, ever)
  dormant when time since paid > 90 days
  growing when did(paid, ever)
}
