event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
quiet hours 22:00-24:00 for push
audience old = did(ping, since 2028-02-29) or did(ping, since 2026-12-01)
campaign monthly {
  active 2026-06-01 to 2026-06-30
  enter every month on day 31 at 00:00
  flow { send note by push }
}
campaign once {
  active 2026-06-01 to 2026-06-30
  enter at 2026-06-30 09:00
  flow { wait until 2026-06-10 20:00 +14:00 if past go; send note by push }
}
