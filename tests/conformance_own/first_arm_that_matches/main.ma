# `wait up to` with several arms (section 8).
user { timezone timezone }
event a { }
event b { n integer }
event c { }
channel push { consent none }
message m { push { title "m"; body "{{ run.got | default: 0 }}" } }
campaign one { enter on a; reenter always; flow { wait up to 2 hours { on b where event.n > 5 { set run.got = event.n } on b { set run.got = 1 } on c { stop } timeout { set run.got = 99 } } send m by push } }
