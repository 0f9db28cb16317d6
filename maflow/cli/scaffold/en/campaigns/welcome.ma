# Everybody who signs up gets a welcome, and one reminder if nothing in it was clicked.

message welcome {
  email {
    subject "Welcome, {{ user.name | default: 'friend' }}"
    text """
      It is good to have you here.

      Not interested? {{ unsubscribe_link }}
    """
  }
}

message first_order {
  email {
    subject "Still looking for your first order?"
    text """
      This is what others like best: https://shop.example/favourites

      Not interested? {{ unsubscribe_link }}
    """
  }
}

campaign welcome "Welcome new customers" {
  owner     "you@shop.example"
  category  promotional
  enter on  signed_up
  reenter   never
  exit on   order_paid
  goal      order_paid within 14 days worth event.amount

  flow {
    wait 1 hour
    send welcome by email
    wait for email.clicked up to 3 days {
      tag add "curious"
    } else {
      send first_order by email
    }
  }
}
