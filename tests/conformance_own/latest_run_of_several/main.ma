# A goal counts for the latest run whose condition it meets (section 7).
user { timezone timezone }
event start_it { key text }
event done { key text }
channel push { consent opt out }
message m { push { title "m"; body "m" } }

campaign any_key {
  enter on start_it
  parallel by event.key
  reenter always
  exit after 5 days
  goal done within 2 days
  flow { wait 1 day; send m by push }
}
campaign ending {
  enter on start_it where event.key = "one"
  reenter restart
  goal done where event.key = "one" within 1 day
  flow { wait 10 hours; tag add "ended" }
}
