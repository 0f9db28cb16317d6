event order_paid from "OrderPaid" { }
audience new_users = did(order_paid, last 7 days)
audience others = user not in new_users
channel push { }
message note { push { title "Hello"; body "How are you?" } }
step remind_them() { wait 1 day; send note by push }
campaign hello {
  enter on order_paid
  audience user in new_users or user in others
  flow { remind_them() }
}
