# Waits for events: from this statement on, up to and with the deadline, by the event's own time (sections 8, 11).
user { timezone timezone }
event go { }
event paid { plan text; amount money }
channel push { consent none }
message yes { push { title "yes"; body "{{ run.plan | default: 'none' }}" } }
message no_ { push { title "no"; body "no" } }
campaign waits {
  enter on go
  reenter always
  flow {
    wait 1 hour
    wait for paid where event.amount > 10 CNY up to 1 day {
      set run.plan = event.plan
      wait 1 hour
      send yes by push
    } else { send no_ by push }
  }
}
