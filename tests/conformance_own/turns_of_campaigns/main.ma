# Campaigns take their turn by priority: what the flow of one changes is so for the next, at the same input (section 11).
user { visits integer default 0; level one of "new", "known" default "new"; timezone timezone }
event visited { page text }
event answered { }
channel push { consent none }
channel popup { consent none }
message welcome { push { title "welcome"; body "visit {{ user.visits }}" } }
message second_visit { push { title "again"; body "visit {{ user.visits }}" } }
message third_visit { push { title "thanks"; body "visit {{ user.visits }}" } }
message five { popup { title "five"; body "f" } }
message two { popup { title "two"; body "t" } }
limits { at most 1 popup in any 1 hour }

# Counts first, so that everybody after it finds the number with this visit in it.
campaign counter {
  priority 90
  enter on visited
  reenter always
  flow {
    set user.visits = user.visits + 1
    if user.visits = 3 { tag add "regular" }
  }
}

campaign by_attribute {
  enter on visited where user.visits = 2
  reenter always
  flow { send second_visit by push }
}

campaign by_tag {
  priority 40
  enter on visited where tag "regular" and event.page in ("start", "offers")
  flow { send third_visit by push }
}

# Before the counter: it does not see this visit.
campaign earlier {
  priority 95
  enter on visited where user.visits = 0
  reenter always
  flow { send welcome by push }
}

# Waits end in the same order.
campaign asks {
  priority 80
  enter on answered
  flow { wait for visited up to 1 hour { set user.level = "known" } }
}

campaign listens {
  priority 20
  enter on answered
  flow { wait for visited where user.level = "known" up to 1 hour { tag add "heard of it" } }
}

campaign listens_before {
  priority 85
  enter on answered
  flow { wait for visited where user.level = "known" up to 1 hour { } else { tag add "heard too late" } }
}

# Both turn true with one visit, this one by what `counter` does. The first of them gets the only place.
campaign by_number {
  priority 60
  enter when user.visits >= 5
  flow { send five by popup }
}

campaign by_count {
  priority 30
  enter when count(visited, ever) >= 2
  flow { send two by popup }
}
