# A rule with a category counts that category only; exempt messages are neither stopped nor counted (section 6).
user { timezone timezone }
event a { }
event b { }
event c { }
channel push { consent none }
category service { }
category news { exempt from limits, quiet hours }
message m { push { title "m"; body "m" } }
limits {
  at most 1 service message in any 2 hours
  at most 2 messages in any 1 day
}
campaign promo { enter on a; reenter always; flow { send m by push } }
campaign serve { category service; enter on b; reenter always; flow { send m by push } }
campaign bills { category transactional; enter on c; reenter always; flow { send m by push } }
