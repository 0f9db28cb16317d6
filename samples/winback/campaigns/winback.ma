# After 60 days without an order: a letter, then either a person who cares or an experiment with a voucher.

message miss_you {
  email {
    subject "{{ user.name | default: 'Hello' }}, it has been a while"
    text """
      A lot is new since your last order: https://shop.example/new

      No more mail of this kind: {{ unsubscribe_link }}
    """
  }
}

message voucher {
  push {
    title "15 EUR for you"
    body  "Your voucher is valid until {{ offer.valid_until | default: 'next week' }}."
  }
  sms { text "15 EUR for your next order at shop.example. Reply STOP to opt out." }
}

message news {
  push {
    title "New in the shop"
    body  "{{ user.name | default: 'Hello' }}, have a look at what came in this week."
  }
}

offer fifteen_off { face 15 EUR; valid 7 days; at most 1 ever for one user; budget 9_000 EUR }

campaign winback "Win back dormant customers" {
  owner     "retention@shop.example"
  category  promotional
  priority  40
  enter on  lifecycle.entered where event.stage = "dormant"
  reenter   after 180 days from end
  exit on   order_paid
  goal      order_paid within 30 days worth event.amount
  holdout   10%
  budget    2_000 EUR

  flow {
    wait until 18:30
    send miss_you by email
    wait for email.clicked up to 4 days {
      tag add "curious again"
      stop
    } else {
      if user in vip or user in big_spender {
        hand off to "care" with "has not ordered for 60 days"
        stop
      }
    }
    split voucher_test {
      50% as voucher { give fifteen_off; send voucher by first of push, sms }
      50% as news    { send news by push }
    }
  }
}
