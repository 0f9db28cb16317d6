user {
  name text
  level one of "gold", "silver" default "silver"
  points integer default 10
  rate number default 0.5
  paid_out money default 1_000.50 CNY
  interval duration default 90 minutes
  birthday date default 2000-02-29
  due moment default 2026-11-11
  seen moment default 2026-11-11 20:00:30 +08:00
  wakes time default 07:00
  likes list of text default ["a", "b"]
  days list of date default [2026-01-01]
  is_member boolean default true
  favourite channel default "push"
  timezone timezone default "Asia/Shanghai"
}
event page_view { page text; seconds duration; score integer }
event order_paid from "Order Completed" { amount money; at moment }
channel push { }

tag "loyal" when count(order_paid, ever) >= 3

audience numbers = -user.points + 1 > 2 * (3 - user.rate) / 4.5 and 40% * 2 < 90%
audience amounts =
  user.paid_out * 2 - 10 CNY > -5.50 CNY and user.paid_out / user.paid_out > 1 and 2 * user.paid_out < 7 CNY
audience durations = user.interval + 2 hours > 1 day and user.interval / 2 < user.interval * 3
audience dates =
  user.birthday + 1 month - 2 weeks < 2026-01-01 and 3 days + user.birthday > today
  and user.birthday - today > 10 days and user.birthday + user.interval > today
audience moments =
  now - 1 month < user.due and user.due - now < 36 hours and user.due - user.interval > user.seen
  and user.due >= 2026-11-11 and user.seen between 2026-01-01 and 2026-12-31 12:30
audience texts =
  user.name contains "a" and user.name starts with "b" and user.name ends with "c" and user.name matches "^d+$"
  and not (user.name in ("e", "f")) and user.level not in ("gold") and user.likes contains "a"
  and user.days contains 2026-01-01
audience unknowns = user.name is known or user.due is unknown or user.name default "x" = "y"
audience parts =
  weekday(now) = "monday" and hour(user.due) < 12 and date(now) = today and weekday(user.birthday) != "sunday"
audience facts =
  tag "loyal" and tag "new" and user in texts and user not in numbers and user consents to push
  and user.is_member and user.favourite = "push"
audience history =
  count(page_view where event.page = user.name, last 7 days) >= 3
  and count(distinct event.page of page_view, today) > 2
  and sum(order_paid.amount, since 2026-03-29) > 100 CNY and average(page_view.score, last 90 minutes) > 1.5
  and minimum(page_view.seconds, ever) > 5 seconds and maximum(order_paid.at, ever) < now
  and first(page_view.page, ever) = "a" and last(order_paid.at, since 2026-03-29 02:30) > now - 1 day
  and did(page_view, ever) and never(order_paid where event.amount > 1 CNY, last 1 day)
  and did(page_view then order_paid where event.amount > 2 CNY within 2 hours, last 30 days)
  and time since order_paid > 3 days and time since (page_view where event.page = "b") is unknown
