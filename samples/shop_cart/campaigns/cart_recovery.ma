# A cart that was left behind: a push, then an SMS, then an experiment with a coupon.

message cart_reminder {
  push {
    title "Still thinking it over?"
    body  "{{ user.name | default: 'Hello' }}, your cart is waiting."
  }
  sms {
    text "{{ user.name | default: 'Hello' }}, your cart of {{ entry.value | money }} is waiting. Reply T to stop."
  }
  call { script "Your cart is waiting." }
}

offer ten_off { face 10 CNY; valid 3 days; at most 1 ever for one user; budget 50_000 CNY }

campaign cart_recovery "Abandoned-cart recovery" {
  owner     "growth@shop.example"
  category  promotional
  priority  70
  enter on  cart_abandoned where event.value >= 50 CNY
  reenter   after 7 days from end
  exit on   order_paid where event.cart_id = entry.cart_id
  goal      order_paid where event.cart_id = entry.cart_id within 3 days worth event.amount
  holdout   5%
  budget    20_000 CNY

  flow {
    wait 2 hours
    send cart_reminder by push
    wait for push.opened up to 1 hour {
      tag add "cart_reader"
    } else {
      send cart_reminder by sms
    }
    split coupon_test {
      45% as none { }
      45% as ten  { give ten_off; send cart_reminder by first of push, sms }
      10% as call { send cart_reminder by call }
    }
  }
}
