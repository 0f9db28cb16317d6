event ping { page text }
channel push { }
message note { push { title "Hello"; body "Your order \u{202e}01 EUR\u{202c} is ready" } }
# only for tests
audience customers = did(ping, ever)
audience 会员1 = user in customers
audience vip_users = user in 会员1
audience lists_vip = user in vip_users
