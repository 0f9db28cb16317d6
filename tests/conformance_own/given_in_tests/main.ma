# What a test is given: history, sends, users, and `after` (section 13).
user { name text; vip boolean; timezone timezone }
event view { page text; n integer }
event go { }
channel push { }
channel sms { consent opt out; cost 0.05 CNY }
message m { push { title "m"; body "m" }; sms { text "m. Reply T to stop." } }
message n { push { title "n"; body "n" } }
limits {
  at most 2 pushes in any 2 days
  at most 1 message of one message in any 1 hour
}
audience seen = did(view where event.page = "a" and event.n > 1, last 7 days)

campaign by_view { enter on view; reenter always; flow { send m by push } }
campaign by_go { enter on go; reenter always; flow { send m by push { blocked { send m by sms } } } }
campaign by_seen { enter when user in seen; reenter always; flow { send n by push } }
