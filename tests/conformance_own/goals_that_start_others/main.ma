# `goal.reached` is an event: it counts and starts runs (section 5).
user { timezone timezone }
event go { item text }
event paid { item text; amount money }
channel push { consent opt out }
message nudge { push { title "n"; body "n" } }
message thanks { push { title "t"; body "t" } }
message again { push { title "a"; body "a" } }

audience winners = count(goal.reached where event.campaign = sale, ever) >= 2
audience recent  = did(goal.reached, last 1 hour)

campaign sale {
  enter on go
  parallel by event.item
  reenter always
  exit after 2 days
  goal paid where event.item = entry.item within 1 day worth event.amount
  flow { wait 1 hour; send nudge by push; wait 1 hour }
}
campaign after_sale {
  enter on goal.reached where event.campaign = sale
  reenter always
  flow { if user in winners { send again by push } else { send thanks by push } }
}
campaign counts_all {
  enter on goal.reached
  reenter always
  flow { tag add "has won" }
}
