# What is known of customers, and what they do. The shop's log tells much more; what is not named here is skipped.

user {
  name                 text
  acquisition_channel  text
  timezone             timezone
}

event add_to_cart { platform text }
event purchase    { }
