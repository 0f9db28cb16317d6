# What the examples of the manual pages may use without declaring it: `test_pages.py` adds the declarations
# of this file whose names an example uses and does not declare itself.

user {
  name      text
  age       integer
  level     one of "regular", "gold", "platinum" default "regular"
  points    number default 0
  phone     phone
  email     email
  birthday  date
  timezone  timezone
}

event signed_up  { }
event page_view  { page text }
event order_paid { order_id text; amount money }

channel push  { }
channel sms   { needs user.phone }
channel email { needs user.email }

message hello { push { title "Hello"; body "How are you?" } }
message offer_of_the_week {
  push { title "Your offer"; body "Only this week." }
  sms  { text "Your offer of this week is waiting. Reply T to stop." }
}
