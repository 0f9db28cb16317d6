user { birthday date; due moment; timezone timezone }
event joined { starts_at moment; on date }
channel push { }
message note { push { title "Hello"; body "How are you?" } }

campaign calendar "Every wait there is" {
  enter on joined
  flow {
    wait 90 minutes
    wait 1 day as cooling
    wait 2 weeks
    wait 1 month
    wait until 09:00
    wait until 09:30 on weekdays, sunday
    wait until entry.starts_at - 2 hours if past go
    wait until user.due if past exit
    wait until entry.on + 1 month at 08:00 if past go
    wait until next (user.birthday - 3 days) at 10:00
    repeat up to 3 times every 1 day until did(joined, last 2 days) {
      repeat up to 2 times { }
    }
    repeat up to 1_000 times every 90 seconds { wait 0 days; stop }
    send note by push
  }
}
