campaign first {
  enter on ping
  enter by call
  reenter always
  active 2026-01-01 to 2026-06-30
  flow {
    repeat up to 2 times { send hello by push }
    start second
    start aside
  }
}
campaign aside { enter by call; flow { if user.level = "gold" { start first } } }
campaign last {
  enter by call
  reenter restart
  active 2026-06-01 to 2026-12-31
  flow {
    split half {
      50% as a { start first; wait 1 day }
      50% as b { send bye by push; start first; stop }
    }
  }
}
campaign alone { enter on pong; enter by call; reenter restart; flow { start alone; wait 1 day } }
