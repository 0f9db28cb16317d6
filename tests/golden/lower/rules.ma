user { phone phone; email email; vip boolean default false }
event ping { }
channel push { }
channel sms { cost 0.03 CNY; needs user.phone; consent opt in }
channel mail { kind email; needs user.email; consent opt out }
channel popup { consent none }
category service { exempt from limits, quiet hours }
category quiet { exempt from arbitration, holdout }
message note {
  push { title "Hello"; body "How are you?"; valid 3 days }
  sms { text "How are you? Reply T to stop." }
  mail { subject "Hello"; html "<b>{{ user.email }}</b> {{ unsubscribe_link }}" }
}
limits {
  at most 1 sms per calendar day
  at most 3 promotional messages in any 7 days else wait up to 1 day
  at most 2 messages from one campaign in any 3 days else drop
  at most 1 push, sms of one message per calendar quarter
  at most 100_000 mails per calendar month in total
}
quiet hours 22:00-07:00 for sms, push, mail
quiet hours 00:00-24:00 on weekdays for push else drop
quiet hours 12:00-13:00 for push else wait up to 90 minutes
holdout 5%

campaign all_entries "Everything" {
  owner "growth@shop.example"
  note "for the golden files"
  category service
  enter when user.vip and count(ping, last 1 day) > 2
  enter every day at 10:00 for user.vip
  enter every monday, weekdays at 09:00 in project time
  enter every month on day 31 at 23:59
  enter at 2026-03-29 02:30 for user.vip
  enter at 2026-10-11 09:00 +08:00
  enter by call
  audience user.vip
  active 2026-03-29 to 2026-10-25
  reenter restart
  exit after 30 days
  goal ping within 3 days worth 2.5 and stay
  expected worth 3
  holdout 12.34% salt "own"
  limit at most 0 messages per calendar week
  limit at most 5 sms in any 1 hour
  flow { send note by mail }
}

campaign calm { category quiet; enter on ping; goal goal.reached within 1 hour worth 10 CNY; flow { } }
