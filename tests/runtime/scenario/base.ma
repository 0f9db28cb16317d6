user {
  name     text
  phone    phone
  vip      boolean
  timezone timezone
}
channel push { }
channel sms  { cost 0.03 CNY; needs user.phone }

event ping { text text; amount money }
event view { page text }
event paid { }
event bill { }

audience vips "Very important" = user.vip
audience fans "Looked twice" = count(view, last 1 day) >= 2
audience aged "An hour after a view" = time since view > 1 hour
tag "keen" when count(view, last 1 day) >= 2

holdout 5%
limits { at most 3 push per calendar day }
quiet hours 22:00-07:00 for push

message note {
  push { title "note"; body "hello {{ user.name | default: 'you' }}" }
  sms  { text "note. Reply T to stop." }
}
message again { push { title "again"; body "{{ entry.text | default: 'nothing' }}" } }
message slow  { push { title "slow"; body "slow" } }
message late  { push { title "late"; body "late" } }
message receipt { push { title "receipt"; body "receipt" } }

# Sends at once, again after an hour unless the first was opened.
campaign greets {
  category promotional
  enter on ping
  reenter  always
  exit on  paid
  goal     view where event.page = "thanks" within 1 day and stay
  flow {
    send note by push
    wait for push.opened up to 1 hour { tag add "reader" } else { send note by sms }
  }
}

# Each ping is a run of its own, so several messages can leave at one instant.
campaign echoes {
  category promotional
  audience user.vip
  enter on ping
  parallel by event.text
  reenter  always
  exit after 1 day
  flow { wait 30 minutes; send again by push }
}

# A millisecond after an hour.
campaign ages {
  category promotional
  enter when time since view > 1 hour
  reenter  always
  flow { send slow by push }
}

campaign bills {
  category transactional
  enter on bill
  reenter  always
  flow { send receipt by push }
}

campaign calls {
  category promotional
  enter by call
  reenter  after 1 day from start
  flow {
    split half { 50% as first { send late by push } 50% as second { } }
    wait 1 day
  }
}
