# A receipt belongs to the run that sent the message; in the history it counts for the user, whoever sent it (sections 5, 8).
user { timezone timezone }
event cart { number text; value money }
channel push { consent none }
channel popup { consent none }
message reminder { push { title "reminder"; body "{{ run.total | money }}" } }
message last_call { push { title "last call"; body "l" } }
message survey { popup { title "survey"; body "s" } }

# Two runs side by side send the same message.
campaign per_cart {
  enter on cart where event.value is known
  parallel by event.number
  reenter always
  exit on push.unsubscribed
  goal push.clicked where event.message = reminder within 1 day and stay
  flow {
    set run.total = entry.value * 3 - 0.01 CNY
    send reminder by push
    wait for push.opened where event.message = reminder up to 2 hours {
      set run.channel = event.channel
      if run.channel = "push" { tag add "opened" }
    }
    wait 3 hours
    send last_call by push
  }
}

# What was sent counts with the very input that it came of.
campaign asks {
  enter when count(push.sent where event.message = reminder, last 1 day) >= 3
  flow { send survey by popup }
}

audience clickers = did(push.sent where event.message = reminder then push.clicked where event.message = reminder within 20 minutes, last 1 day)
audience reached = count(goal.reached where event.campaign = per_cart, today) = 1
