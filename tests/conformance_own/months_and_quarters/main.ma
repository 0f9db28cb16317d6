# Limits per calendar month and quarter; room exactly at D is in time (section 6).
user { timezone timezone }
event ping { }
event pong { }
channel push { }
channel email { consent none }
message note { push { title "note"; body "note" } }
message letter { email { subject "letter"; text "letter" } }
limits {
  at most 2 push per calendar month
  at most 3 push per calendar quarter
  at most 1 email per calendar quarter else wait up to 3 days
}
campaign pinger { enter on ping; reenter always; flow { send note by push } }
campaign ponger { enter on pong; reenter always; flow { send letter by email } }
