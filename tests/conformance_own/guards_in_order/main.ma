# Of two guards that refuse, the earlier one is told (section 9).
user { mail email; gone boolean; wish channel; timezone timezone }
event a { }
event b { }
event c { }
event d { }
channel email { needs user.mail }
channel push { }
message m { email { subject "m"; text "m" } push { title "m"; body "m" } }
message n { push { title "n"; body "n" } }
limits {
  at most 1 email in any 6 hours
  at most 0 push in any 1 hour
}
quiet hours 22:00-07:00 for email, push else drop
holdout 5%
campaign one { enter on a; reenter always; flow { send m by email } }
campaign two { enter on b; reenter always; exit when user.gone; flow { wait 1 hour; send m by email } }
campaign three { enter on c; reenter always; flow { send n by user.wish } }
campaign bills { category transactional; enter on d; reenter always; flow { send m by email } }
