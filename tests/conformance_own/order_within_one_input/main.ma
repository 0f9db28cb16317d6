# One input: history, exits, waits, entries, in this order (section 11).
user { n integer default 0; timezone timezone }
event go { }
event buy { amount money }
channel push { consent opt out }
message m { push { title "m"; body "{{ run.seen }}" } }
message bye { push { title "bye"; body "bye" } }
message thanks { push { title "thanks"; body "thanks" } }
message vip { push { title "vip"; body "vip" } }

campaign waits_for_it {
  enter on go
  reenter always
  exit on buy where event.amount >= 100 CNY
  flow { wait for buy up to 1 day { set run.seen = count(buy, since entry); send m by push } else { stop } }
}
campaign enters_too {
  enter on buy where count(buy, last 1 day) = 2
  reenter always
  flow { send thanks by push }
}
campaign by_condition {
  enter when sum(buy.amount, last 1 day) >= 50 CNY
  reenter always
  flow { send vip by push }
}
campaign says_bye {
  enter on go
  reenter always
  flow { wait for buy up to 1 day { if sum(buy.amount, since entry) > 90 CNY { send bye by push } } else { stop } }
}
