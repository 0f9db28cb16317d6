event ping { page text }
channel push { }
message note { push { title "👩‍👧 Hello"; body "Your order 01 EUR is ready" } }
# only for tests
audience customers = did(ping, ever)
audience 会员1 = user in customers
audience 会员id = user in 会员1
audience цена_vip = user in 会员id
audience Δprice = user in цена_vip
