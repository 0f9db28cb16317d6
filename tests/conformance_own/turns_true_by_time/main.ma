# `enter when` with time alone: `>=` exactly then, `>` one millisecond after, and an input at that instant comes first (sections 5, 11).
user { timezone timezone }
event paid { }
event view { }
channel push { }
message m { push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
message o { push { title "o"; body "o" } }
campaign at_least { enter when time since paid >= 30 days; reenter always; flow { send m by push } }
campaign more     { enter when time since paid > 30 days; reenter always; flow { send n by push } }
campaign empty    { enter when never(view, last 1 day); reenter always; flow { send o by push } }
