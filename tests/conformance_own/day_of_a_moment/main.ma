# `wait until MOMENT at 09:00`: that time on the day which the moment is on in the user's zone (section 8).
user { due moment; timezone timezone }
event booked { starts_at moment }
event asked { }
channel push { consent none }
message the_day_before { push { title "the day before"; body "the day before" } }
message on_the_day     { push { title "on the day"; body "on the day" } }
campaign appointment {
  enter on booked
  reenter always
  flow {
    wait until entry.starts_at - 1 day at 09:00 if past exit
    send the_day_before by push
  }
}
campaign due_today {
  enter on asked
  reenter always
  flow {
    wait until user.due at 09:00 if past go
    send on_the_day by push
  }
}
