# Whoever turns out to be interested in wealth products is invited to a webinar, once.

message webinar_invitation {
  push {
    title "Our next webinar"
    body  "{{ user.name | default: 'Hello' }}, how to plan ahead: there is a seat for you."
    link  "https://shop.example/webinar"
  }
}

campaign wealth_webinar "Invitation to the wealth webinar" {
  owner       "wealth@shop.example"
  category    promotional
  enter when  user in high_intent
  reenter     never

  flow {
    send webinar_invitation by push
  }
}
