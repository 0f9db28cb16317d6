# What is known of customers, what they do, and who is especially interesting.

user {
  name          text
  phone         phone
  member_level  one of "regular", "gold", "platinum" default "regular"
  timezone      timezone
}

event page_view      { page text }
event cart_abandoned from "Cart Abandoned"  { cart_id text; value money }
event order_paid     from "Order Completed" { cart_id text; amount money }

audience high_intent "Looked at wealth products three times in a week" =
  count(page_view where event.page = "wealth", last 7 days) >= 3
  and user.member_level in ("gold", "platinum")
