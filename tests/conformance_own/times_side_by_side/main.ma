# Two values that run with the clock at the same pace: whether one is ahead does not change by time alone (section 5).
user { timezone timezone }
event view { page text }
event order { amount money }
channel push { consent none }
message neglected { push { title "neglected"; body "neglected" } }
message never_cart { push { title "never cart"; body "never cart" } }
message even { push { title "even"; body "even" } }
campaign neglected_shop {
  enter when time since order default 3 days >= time since view default 0 hours + 1 hour
  reenter always
  flow { send neglected by push }
}
campaign without_cart {
  enter when time since (view where event.page = "cart") default 90 minutes <= time since view
  reenter always
  flow { send never_cart by push }
}
campaign even_pace {
  enter when time since view / time since order >= 1
  reenter always
  flow { send even by push }
}
