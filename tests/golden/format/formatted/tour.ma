user {
  name          text
  phone         phone
  member_level  one of "regular", "gold", "platinum" default "regular"
  birthday      date
  timezone      timezone
}

event page_view      { page text }
event cart_abandoned from "Cart Abandoned"  { cart_id text; value money }
event order_paid     from "Order Completed" { cart_id text; amount money }

audience high_intent "Looked at wealth products three times in a week" =
  count(page_view where event.page = "wealth", last 7 days) >= 3
  and user.member_level in ("gold", "platinum")

channel sms  { cost 0.03 CNY; needs user.phone }
channel push { }
channel call { cost 0.60 CNY; needs user.phone }

limits {
  at most 1 sms per calendar day
  at most 3 promotional messages in any 7 days
  at most 2 messages from one campaign in any 3 days
  at most 100_000 sms per calendar day in total
}

quiet hours 22:00-07:00 for sms, push, call else wait up to 24 hours

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
