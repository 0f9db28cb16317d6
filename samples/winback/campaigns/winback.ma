# Ninety days without a purchase: a letter, and a warmer one for good customers.

message come_back {
  email {
    subject "{{ user.name | default: 'Hello' }}, it has been a while"
    text """
      A lot of music has come in since your last order: https://shop.example/new

      No more mail of this kind: {{ unsubscribe_link }}
    """
  }
}

message we_miss_you {
  email {
    subject "{{ user.name | default: 'Hello' }}, we miss you"
    text """
      You are one of our best customers, and we have not heard from you for three months.
      This is what we have put aside for you: https://shop.example/for-you

      No more mail of this kind: {{ unsubscribe_link }}
    """
  }
}

campaign winback "Win back dormant customers" {
  owner       "retention@shop.example"
  category    promotional
  priority    40
  enter when  time since purchase >= 90 days
  reenter     after 180 days from start

  flow {
    if user in good_customer {
      send we_miss_you by email
    } else {
      send come_back by email
    }
  }
}
