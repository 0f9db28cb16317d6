# Where customers stand, told by their purchases alone.

user {
  name      text
  email     email
  timezone  timezone
}

event purchase { quantity integer; amount money }

audience good_customer "Spent 100 USD or more within a year" =
  sum(purchase.amount, last 365 days) >= 100 USD
