# A cart that was left behind: one push an hour later, unless the customer has bought by then.

message cart_reminder {
  push {
    title "Still thinking it over?"
    body """
      {{ user.name | default: 'Hello' }}, your cart is waiting
      {%- if entry.platform == 'mobile' %} in the app{% endif %}.
    """
    link "https://shop.example/cart"
  }
}

campaign cart_recovery "Abandoned-cart recovery" {
  owner     "growth@shop.example"
  category  promotional
  priority  70
  enter on  add_to_cart
  reenter   always
  exit on   purchase

  flow {
    wait 1 hour
    send cart_reminder by push
  }
}
