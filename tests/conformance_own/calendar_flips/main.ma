# Conditions over today, now, weekday and hour turn true at the exact instant in the user's zone (section 5).
user { due date; seen moment; trial moment; timezone timezone }
channel push { consent none }
message a { push { title "a"; body "a" } }
message b { push { title "b"; body "b" } }
message c { push { title "c"; body "c" } }
message d { push { title "d"; body "d" } }
message e { push { title "e"; body "e" } }
campaign ca { enter when today >= user.due - 3 days; reenter always; flow { send a by push } }
campaign cb { enter when weekday(now) = "saturday"; reenter always; flow { send b by push } }
campaign cc { enter when hour(now) >= 18 and user.due is known; reenter always; flow { send c by push } }
campaign cd { enter when now - user.seen > 36 hours; reenter always; flow { send d by push } }
campaign ce { enter when now >= user.trial + 1 month; reenter always; flow { send e by push } }
