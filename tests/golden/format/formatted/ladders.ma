step ladders() {
  if user.a = 1 { stop } else { give x }
  if user.a = 1 { stop }
  else if user.a = 2 { give x }
  else { give y }
  if user.a = 1 {
    stop
  } else {
    give x
  }
  if user.a = 1 {
    stop
  } else {
    give x
  }
  if user.a = 1 { } else { }
  if user.a = 1 { }
  else { }
  wait for push.opened up to 1 hour { stop }
  else { give a_rather_long_offer_name; give another_offer_name }
  wait for push.opened up to 1 hour {
    give a_rather_long_offer_name
    give another_offer_name
    give a_third_offer_name
    stop
  } else {
    stop
  }
  wait for push.opened up to 1 hour as x { stop }
  wait for push.opened up to 1 hour { }
  send m by push { sent { stop }; blocked { give x } }
  send m by push {
    sent   { stop }
    failed { }
  }
  repeat up to 1 time { if user.a = 1 { stop } }
  repeat up to 2 times every 1 day { if user.a = 1 { if user.b = 2 { stop } else { give x } } }
}
