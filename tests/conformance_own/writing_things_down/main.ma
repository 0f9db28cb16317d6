# `set` and `unset` of attributes and variables, read back at once (section 8).
user { step text; visits integer default 0; last_price money; since date; seen moment; kinds list of text; vip boolean; timezone timezone }
event go { price money; tags_seen list of text }
event forget { }
channel push { consent opt out }
message m { push { title "m"; body "{{ user.step | default: 'none' }} {{ user.visits }} {{ run.left }}" } }
message n { push { title "n"; body "{{ user.step | default: 'none' }} {{ user.visits }} nothing" } }

audience today_s = user.since = today
audience dear = user.last_price >= 10.50 CNY
audience moved = user.step is known

campaign writes {
  enter on go
  reenter always
  flow {
    set user.step = "one"
    set user.visits = user.visits + 1
    set user.last_price = entry.price * 2
    set user.since = today
    set user.seen = now
    set user.vip = user.visits >= 2
    set run.left = user.step
    set user.step = "two"
    send m by push
    if user.vip { tag add "vip"; tag add "vip" } else { tag remove "vip" }
  }
}
campaign forgets {
  enter on forget
  reenter always
  flow { unset user.step; unset user.visits; unset user.last_price; send n by push }
}
