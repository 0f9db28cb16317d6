audience high_intent "Looked at wealth products three times in a week" =
  count(page_view where event.page = "wealth", last 7 days) >= 3
  and user.member_level in ("gold", "platinum")

audience chains =
  (user.a = 1 and user.b = 2)
  or (user.c = 3 and (user.d = 4 or user.e = 5))
  or (not (user.f > 6) and not user in vip and user.name starts with "A")

audience many =
  user.city in (
    "Amsterdam",
    "Berlin",
    "Copenhagen",
    "Dublin",
    "Edinburgh",
    "Frankfurt",
    "Genoa",
    "Hamburg"
  )

audience sums =
  sum(order_paid.amount where event.page = "wealth", last 30 days)
    + sum(order_refunded.amount, last 30 days) * 2
    > 500 CNY

audience then_ =
  did(
    page_view where event.page = "a very long page name"
      then order_paid where event.amount > 100 CNY
      within 2 hours,
    last 30 days
  )

tag "high intent" when count(email.clicked where event.message = cart_reminder, last 7 days) >= 1
  and user.member_level = "gold"

quiet hours 22:00-07:00 on monday, tuesday, wednesday, thursday, friday
  for sms, push, call, wecom, email
  else wait up to 24 hours

limits {
  at most 1_000_000 promotional sms, push, call from one campaign
    in any 48 hours
    in total
    else wait up to 24 hours
}

user {
  level  one of "regular", "silver", "gold", "platinum", "diamond", "emerald", "sapphire", "ruby",
    "opal" default "regular"
  x      text
}

alert sms_health when share(sms.delivered of sms.sent, last 1 hour) < 90%
    and count(sms.sent, last 1 hour) >= 500 {
  notify "ops" with "look"
  pause sms
}

step remind(
  what message,
  patience duration,
  price money USD,
  when_ moment,
  who text,
  how_often integer,
  where_ text
) {
  stop
}

campaign c {
  enter     every monday, tuesday, wednesday, thursday, friday at 10:00
    in project time
    for user.points > 100 and user.vip
  goal      order_paid where event.cart_id = entry.cart_id and event.amount > 1 CNY
    within 3 days worth event.amount
    and stay
  enter on  cart_abandoned
    where event.value >= 50 CNY
      and event.cart_id is known
      and user.member_level in ("gold", "platinum")
  limit     at most 5 messages from one campaign in any 30 days in total else wait up to 24 hours
  when changed move first_label to second_label, third_label to fourth_label,
    fifth_label to sixth_label
  flow {
    if user.points >= 1000
        and user.member_level in ("gold", "platinum")
        and count(order_paid, last 30 days) > 3 {
      stop
    }
    wait for order_paid where event.cart_id = entry.cart_id and event.amount > 100 CNY since entry
        up to 3 hours {
      stop
    } else {
      stop
    }
    repeat up to 3 times every 2 hours
        until did(answered where event.question = "how did you like our service?", since entry) {
      stop
    }
    escalate urgent
        until acknowledged where event.cart_id = entry.cart_id and event.amount > 100 CNY as alarm {
      push for 1 hour
      call
    }
    set run.total =
      sum(order_paid.amount where event.page = "wealth", last 30 days)
        + entry.amount
        + 1_000_000 CNY
    send a_message_with_a_long_name by first of push, sms, call, wecom, email, popup, webhook,
      facebook, line
    wait until next (
      user.birthday - 3 days
    ) at 09:00 as birthday_with_a_label_that_is_much_too_long_to_fit_in_a_line
    hand off to "sales" with "this text is longer than a line may be, but a text is never broken, whatever it says to anyone"
  }
}

test "long" for c {
  given user mei {
    name "Mei"
    phone "+8613800000000"
    timezone "Asia/Shanghai"
    consent push, sms
    tags "a", "b"
  }
}
