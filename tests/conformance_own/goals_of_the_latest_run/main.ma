# One event counts for the latest run whose goal it meets (section 7).
user { timezone timezone }
event cart { k text }
event paid { k text; amount money }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign one { enter on cart; parallel by event.k; reenter always; goal paid where event.k = entry.k or event.k is unknown within 3 days worth event.amount; flow { wait 1 day } }
audience reached = count(goal.reached where event.campaign = one, ever) >= 2
