# Counts whose condition speaks of the profile, of the entry and of the run (section 5).
user { page text; city text; least money default 10 CNY; patience duration default 1 hour; timezone timezone }
event view { page text; n integer }
event paid { amount money; shop text }
event go { page text; shop text }
event change { page text }
channel push { consent opt out }
message two { push { title "two"; body "two" } }
message same { push { title "same"; body "same" } }
message silent_for_long { push { title "s"; body "s" } }

campaign by_profile {
  enter when count(view where event.page = user.page, last 1 day) >= 2
  reenter always
  flow { send two by push }
}
campaign by_entry {
  enter on go
  parallel by event.page
  reenter always
  exit when count(view where event.page = entry.page, since entry) >= 2
  exit after 2 days
  flow {
    set run.shop = entry.shop default "any"
    wait for paid where event.shop = run.shop and event.amount >= user.least up to 1 day { send same by push } else { tag add "nothing" }
    if sum(paid.amount where event.shop = run.shop, since entry) >= 30 CNY { tag add "much" }
    if did(view where event.page = entry.page then paid where event.shop = run.shop within 1 hour, since entry) { tag add "view then paid" }
  }
}
campaign patient {
  enter when time since view > user.patience
  reenter always
  flow { send silent_for_long by push }
}
