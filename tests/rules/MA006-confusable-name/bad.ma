event ping { page text }
channel push { }
message note { push { title "Hello"; body "Your order ‮01 EUR‬ is ready" } }
# only for ​tests
audience сustomers = did(ping, ever)
audience 会员１ = user in сustomers
audience vip_users = user in 会员１
audience lists_​vip = user in vip_users
