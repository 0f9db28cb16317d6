# Conditions that time alone turns true: by what leaves a window, by days and hours, by moments of events (section 5).
user { due date; seen moment; birthday date; patience duration default 2 hours; timezone timezone }
event view { page text; n integer }
event paid { amount money }
event booked { starts moment }
channel push { consent opt out }
message forgotten { push { title "f"; body "f" } }
message low { push { title "l"; body "l" } }
message mean { push { title "m"; body "m" } }
message few { push { title "few"; body "few" } }
message between { push { title "b"; body "b" } }
message due_day { push { title "d"; body "d" } }
message soon { push { title "s"; body "s" } }
message nine { push { title "9"; body "9" } }
message either { push { title "e"; body "e" } }

campaign forgets   { enter when did(view, ever) and last(view.page, last 1 hour) is unknown; reenter always; flow { send forgotten by push } }
campaign lows      { enter when minimum(view.n, last 2 hours) > 5; reenter always; flow { send low by push } }
campaign means     { enter when average(paid.amount, last 1 day) >= 50 CNY; reenter always; flow { send mean by push } }
campaign fews      { enter when count(distinct event.page of view, last 3 hours) = 1; reenter always; flow { send few by push } }
campaign betweens  { enter when time since paid between 2 hours and 3 hours; reenter always; flow { send between by push } }
campaign dues      { enter when user.due - 3 days <= today and today <= user.due; reenter always; flow { send due_day by push } }
campaign soons     { enter when now >= last(booked.starts, ever) - 1 day; reenter always; flow { send soon by push } }
campaign nines     { enter when user.seen is known and hour(now) >= 9 and hour(now) < 10 and weekday(now) = "monday"; reenter always; flow { send nine by push } }
campaign eithers   { enter when user.seen + 90 minutes < now or user.birthday = today; reenter always; flow { send either by push } }
