# `since entry` also accepts one that already happened in this run; the condition still counts; not one before the entry (section 8).
user { timezone timezone }
event go { }
event form { step number }
channel push { consent none }
message yes { push { title "yes"; body "step {{ run.step | default: 0 }}" } }
message no_ { push { title "no"; body "no" } }
campaign c {
  enter on go
  reenter always
  flow {
    wait 1 hour
    wait for form where event.step >= 2 since entry up to 1 hour { set run.step = event.step; send yes by push } else { send no_ by push }
  }
}
