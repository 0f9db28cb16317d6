event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
quiet hours 24:00-25:30 for push
audience old = did(ping, since 2026-02-30) or did(ping, since 2026-13-01)
campaign monthly {
  active 2026-06-01 to 2026-06-31
  enter every month on day 32 at 24:00
  flow { send note by push }
}
campaign once {
  active 2026-06-01 to 2026-06-30
  enter at 2026-07-01 09:00
  flow { wait until 2026-06-10 20:00 +15:00 if past go; send note by push }
}
