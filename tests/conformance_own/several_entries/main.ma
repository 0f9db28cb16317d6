# Several `enter` lines: events, schedules, conditions and calls into one campaign, one run at a time; `entry.X` of another entry is unknown (section 7).
user { vip boolean; timezone timezone }
event a { k text }
event b { n integer }
channel push { consent none }
message m { push { title "m"; body "{{ entry.k | default: 'no k' }} {{ entry.n | default: 'no n' }}" } }
campaign c {
  enter on a
  enter on b where event.n > 1
  enter when user.vip
  enter every day at 12:00 for user.vip
  enter by call
  reenter always
  flow { wait 10 minutes; send m by push }
}
