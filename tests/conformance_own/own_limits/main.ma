# Limits of a campaign itself: several channels, of one message, per calendar week, and in total (section 6).
user { timezone timezone; phone phone }
event a { }
event b { }
channel push { consent none }
channel sms { needs user.phone; consent none }
message m { push { title "m"; body "m" } sms { text "m" } }
campaign one {
  enter on a
  reenter always
  limit at most 1 promotional sms, push of one message per calendar week else wait up to 2 days
  limit at most 3 messages per calendar month in total
  flow { send m by push as first { sent { } blocked { stop } }; send m by sms as second }
}
