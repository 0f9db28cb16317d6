user { level one of "regular", "gold" default "regular" }
event ping { }
event pong { }
channel push { }
channel sms { }
message hello { push { title "Hello"; body "How are you?" }; sms { text "Hello. Reply T to stop." } }

# Time passes on the way.
campaign greet    { enter on ping; enter by call; reenter always; flow { start nurture } }
campaign nurture  { enter by call; reenter always; flow { wait 1 day; start greet } }

# Only some go round, and who has come round is none of them any more.
campaign climb    { enter by call; reenter always; flow { if user.level = "regular" { set user.level = "gold"; start climb } } }
campaign some     { enter by call; reenter always; flow { split half { 50% as a { start some }; 50% as b { } } } }
campaign guarded  { enter by call; reenter always; audience user.level = "gold"; flow { set user.level = "regular"; start guarded } }
campaign leaving  { enter by call; reenter always; exit when user.level = "gold"; flow { set user.level = "gold"; start leaving } }
campaign until_it { enter by call; reenter always; flow { repeat up to 1 times until user.level = "gold" { start until_it } } }
campaign ended    { enter by call; reenter always; flow { if user.level = "gold" { stop }; set user.level = "gold"; start ended } }

# Each lets in customers of its own, once: what comes round is refused, and nothing is lost by that.
campaign by_mail  { enter on ping; enter by call; flow { start by_phone } }
campaign by_phone { enter on pong; enter by call; flow { start by_mail } }

# These periods have no day in common.
campaign spring   { enter by call; reenter always; active 2026-03-01 to 2026-05-31; flow { start summer } }
campaign summer   { enter by call; reenter always; active 2026-06-01 to 2026-08-31; flow { start spring } }

# A message follows a message, once for each customer; of its own kind only.
campaign after    { enter on push.sent; flow { send hello by push } }
campaign of_one   { enter on push.sent where event.campaign = greet; reenter always; flow { send hello by push } }
campaign answer   { enter on sms.sent; reenter always; flow { send hello by push } }
campaign results  { enter by call; reenter always; flow { send hello by push { failed { stop } }; start results } }
