# Events, deadlines and goals of one instant (sections 8, 11).
user { n integer default 0; timezone timezone }
event go { }
event answer { text_of text }
event gone { }
channel push { consent opt out }
message yes { push { title "yes"; body "yes" } }
message no_answer { push { title "no"; body "no" } }

campaign asks {
  enter on go
  reenter always
  exit on gone
  goal answer where event.text_of = "sold" within 2 hours
  flow {
    wait up to 1 hour {
      on answer where event.text_of = "yes" { send yes by push }
      on answer where event.text_of is known { tag add "answered" }
      timeout { send no_answer by push }
    }
    wait for answer up to 1 hour { tag add "twice" } else { tag add "once" }
  }
}
