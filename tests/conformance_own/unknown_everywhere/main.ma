# The unknown in every operator, function and aggregate (section 4).
user {
  age integer
  low integer
  high integer
  city text
  other text
  kinds list of text
  due date
  seen moment
  flag boolean
  budget money
  patience duration
  opens time
  level one of "a", "b"
  timezone timezone
}
event view { page text; value money }

audience sum_known      = user.age + 1 is known
audience not_between    = not user.age between user.low and user.high
audience is_between     = user.age between user.low and user.high
audience in_list        = user.city in ("Rome", user.other)
audience not_in_list    = user.city not in ("Rome", user.other)
audience neither        = not (user.city not in ("Rome", user.other))
audience has            = user.city contains "o"
audience has_not        = not (user.city contains "o")
audience starts         = user.city starts with user.other
audience starts_not     = not (user.city starts with user.other)
audience ends_not       = not (user.city ends with "e")
audience matches_not    = not (user.city matches "^R")
audience likes_not      = not (user.kinds contains "tea")
audience day_of_due     = weekday(user.due) is unknown
audience hour_of_seen   = hour(user.seen) is unknown
audience date_of_seen   = date(user.seen) is unknown
audience due_later      = user.due + 1 day is unknown
audience due_passed     = not (user.due < today)
audience flagged        = user.flag
audience not_flagged    = not user.flag
audience flag_or_not    = user.flag or not user.flag
audience flag_is_not    = user.flag != true
audience flag_is_no     = user.flag = false
audience more_budget    = user.budget * 2 > 10 CNY or user.budget * 2 <= 10 CNY
audience patient        = not (user.patience > 2 hours)
audience early          = not (user.opens < 09:00)
audience level_not_a    = user.level != "a"
audience level_not_in   = user.level not in ("a")
audience three          = (user.flag or user.age > 3) and user.city = "Rome"
audience last_page_not  = not (last(view.page, ever) = "x")
audience mean_not       = not (average(view.value, last 7 days) > 1 CNY)
audience least_not      = not (minimum(view.value, last 7 days) > 1 CNY)
audience most_not       = not (maximum(view.value, last 7 days) > 1 CNY)
audience sum_not        = not (sum(view.value, last 7 days) > 1 CNY)
audience none_at_all    = sum(view.value, last 7 days) = 0 CNY
audience long_ago_not   = not (time since view > 1 day)
audience counted        = count(view where event.page != "x", last 7 days) = 0
audience tag_not        = not (tag "never given")
audience in_flagged_not = not (user in flagged)
audience fact_of_fact   = user not in not_flagged and user not in flagged
