# What is known of customers, what they do, how they can be reached, and how often.

user {
  name      text
  email     email
  timezone  timezone
}

event signed_up  from "Signed Up"       { }
event order_paid from "Order Completed" { amount money }

channel email { needs user.email }

limits {
  at most 1 email per calendar day
  at most 3 promotional messages in any 7 days
}

quiet hours 21:00-08:00 for email else wait up to 24 hours
