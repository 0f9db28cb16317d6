# Where customers stand, told by their orders alone.

user {
  name      text
  email     email
  phone     phone
  timezone  timezone
}

event order_paid from "Order Completed" { amount money }

audience vip "Whom the care team looks after" from list "lists/vip.csv" column user_id

audience big_spender "Spent 500 EUR or more in half a year" =
  sum(order_paid.amount, last 180 days) >= 500 EUR

stages lifecycle {
  active  when time since order_paid <= 60 days
  dormant when time since order_paid > 60 days
}
