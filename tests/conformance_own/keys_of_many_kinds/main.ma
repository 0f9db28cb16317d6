# `parallel by` whole numbers, dates and booleans: one run and one memory a key (section 7).
user { timezone timezone }
event order_made  { order_no integer; shop text }
event order_paid  { order_no integer }
event room_booked { night date; beds number }
event flagged     { urgent boolean }
channel push { consent opt out }
message pay_up { push { title "pay"; body "order {{ entry.order_no | default: 0 }}" } }
message sleep_well { push { title "sleep"; body "sleep" } }
message look_here  { push { title "look"; body "look" } }

campaign orders {
  enter on order_made where event.order_no > 10
  parallel by event.order_no
  reenter after 1 day from end
  exit on order_paid where event.order_no = entry.order_no
  exit after 3 days
  flow { wait 1 hour; send pay_up by push; wait 1 hour }
}
campaign nights {
  enter on room_booked
  parallel by event.night
  exit after 3 days
  flow { wait 1 hour; send sleep_well by push }
}
campaign flags {
  enter on flagged
  parallel by event.urgent
  reenter restart
  exit after 3 days
  flow { wait 1 hour; send look_here by push }
}
