event OrderPaid { }
audience NewUsers = did(OrderPaid, last 7 days)
audience Others = user not in NewUsers
channel push { }
message note { push { title "Hello"; body "How are you?" } }
step RemindThem() { wait 1 day; send note by push }
campaign hello {
  enter on OrderPaid
  audience user in NewUsers or user in Others
  flow { RemindThem() }
}
