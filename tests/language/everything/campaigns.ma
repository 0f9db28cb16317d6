# Campaigns: every clause, every statement (sections 7 and 8).

campaign everything "Every clause" {
  owner     "growth@shop.example"
  note      "not a real campaign"
  category  promotional
  priority  70
  enter on  cart where event.value >= 50 CNY
  audience  user.is_member
  active    2026-11-01 to 2026-12-31
  reenter   after 7 days from end
  parallel by event.cart_id
  exit on   paid where event.cart_id = entry.cart_id
  exit when user.level = "platinum"
  exit after 30 days
  goal      paid where event.cart_id = entry.cart_id within 3 days worth event.amount * 2 and stay
  expected worth entry.value
  group     plans
  holdout   5% salt "own"
  budget    20_000 CNY per calendar day
  limit     at most 2 messages per calendar week
  when changed move old to new, older to newer

  flow {
    wait 2 hours as new
    wait until 09:00
    wait until 09:00 on weekdays
    wait until 10:30 on monday, thursday as newer
    wait until 2026-12-24 18:00 if past go
    wait until user.due - 3 days at 09:00 if past exit
    wait until next (user.birthday - 3 days) at 09:00
    wait for push.opened up to 1 hour { tag add "reader" } else { tag remove "reader" }
    wait for paid where event.cart_id = entry.cart_id since entry up to 1 day as paying {
      set run.amount = event.amount
    }
    wait up to 4 hours {
      on trial where event.plan = "year" { stop }
      on cancelled { stop }
      timeout { send letter by push }
    }
    if user.age < 18 {
      stop
    } else if user.age < 30 and not (user.level = "gold") {
      wait 1 day
    } else {
      wait 2 weeks
    }
    split look salt "2026Q1" {
      33.33% as red { }
      33.33% as green { send letter by email }
      33.34% as blue { stop }
    }
    split letters by user.segment {
      "men" as men { }
      "women" as women { }
      else as rest { }
    }
    split best by learning toward goal {
      as a { send letter by push }
      as b { send letter by sms }
    }
    send letter by push as first_letter
    send letter by user.favourite
    send letter by first of push, sms, email {
      sent { wait 1 minute }
      blocked { tag add "blocked" }
      failed { notify "team" with "it failed" }
    }
    escalate letter until opened { push for 1 hour; sms for 1 day; email }
    escalate letter until acked as urgent {
      push for 30 minutes
      sms
    }
    sequence as lessons {
      day 0 at 23:00 { send letter by push }
      day 1 at 09:00 { send letter by push }
    }
    repeat up to 3 times every 1 day until did(paid, since entry) { send letter by push }
    repeat up to 1 time { wait 500 milliseconds }
    give ten_off
    set user.nickname = "Mei"
    set run.visits = 3
    unset user.nickname
    score lead add 10
    score lead add -5
    hand off to "sales" with "please call"
    notify "team" with "look"
    call webhook hook
    remind(letter, 1 day)
    start by_call
    stop
  }
}

campaign by_call { category service; enter by call; reenter always; flow { send ring by call } }

campaign by_schedule {
  enter every monday, friday at 10:00 in project time for user in keen
  enter every day at 09:00
  enter every month on day 31 at 10:00 for user.is_member
  enter at 2026-11-11 09:00 +08:00 for user.is_member
  reenter restart
  when changed finish
  flow { send letter by push }
}

campaign by_condition {
  enter when count(page_view, last 7 days) >= 3
  reenter never
  when changed restart
  flow { send letter by push }
}

campaign by_stage {
  category editorial
  enter on lifecycle.entered where event.stage = "dormant" and event.from = "growing"
  enter on ten_off.given
  enter on goal.reached where event.campaign = everything
  enter on consent.given where event.channel = "sms"
  enter on email.bounced where event.hard
  flow { send letter by push }
}
