user { phone phone }
event cart { cart_id text; value money }
event paid { cart_id text; amount money; plan one of "month", "year" }
event left { why text }
channel push { }
channel sms { needs user.phone }
message note {
  push { title "Hello"; body "{{ run.plan | default: 'none' }}" }
  sms { text "{{ entry.value | money }} Reply T to stop." }
}

campaign recovery {
  enter on cart where event.value >= 50 CNY
  enter on paid
  parallel by event.cart_id
  reenter after 7 days from end
  exit on paid where event.cart_id = entry.cart_id
  exit on sms.unsubscribed
  exit on consent.withdrawn where event.channel = "sms"
  exit when tag "gone"
  goal push.clicked where event.message = note within 3 days
  flow {
    wait for paid where event.cart_id = entry.cart_id since entry up to 2 hours {
      set run.plan = event.plan
      wait for push.opened where event.campaign = recovery up to 1 day {
        set run.opened_at = event.time
        set run.arm = event.arm
      }
      set run.amount = event.amount
      set run.`wait_for.paid.id` = "own"
      set run.paid_id = event.id
    } else {
      set run.plan = "month"
    }
    wait up to 4 hours as answer {
      on paid where event.amount > 10 CNY { set run.amount = event.amount * 2 }
      on left { if event.why = "price" or event.time > entry.time { send note by first of push, sms } }
      on sms.clicked { }
      timeout { set run.tries = run.tries default 0 + 1 }
    }
    wait up to 1 hour { on goal.reached where event.campaign = recovery { stop } }
  }
}
