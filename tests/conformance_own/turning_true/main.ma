# `enter when`: the baseline, from unknown to true, by time alone, with `reenter` and `audience` (section 7).
user { points integer default 0; city text; timezone timezone }
event view { }
event paid { amount money }
channel push { consent opt out }
message rich  { push { title "rich"; body "rich" } }
message away  { push { title "away"; body "away" } }
message busy  { push { title "busy"; body "busy" } }

campaign points {
  enter when user.points >= 100
  flow { send rich by push }
}
campaign away_for_long {
  enter when time since view > 30 days and never(paid, last 10 days)
  reenter always
  flow { send away by push }
}
campaign busy_hour {
  enter when count(view, last 1 hour) >= 2
  reenter after 2 hours from start
  audience user.city != "nowhere"
  flow { wait 30 minutes; send busy by push }
}
