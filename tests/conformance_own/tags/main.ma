# Tags: given, added, removed, by rules; a tag rule over tags and audiences; conditions over tags that flows change (sections 6, 8).
user { age integer; timezone timezone }
event go { }
event off { }
channel push { consent none }
message m { push { title "m"; body "m" } }
tag "adult" when user.age >= 18
tag "vip adult" when tag "adult" and tag "vip"
audience v = tag "vip adult"
campaign c { enter on go; reenter always; flow { tag add "vip"; tag add "vip" } }
campaign d { enter on off; reenter always; flow { tag remove "vip"; tag remove "nothing" } }
campaign e { enter when tag "vip adult"; reenter always; flow { send m by push } }
campaign f { enter when user in v; reenter always; flow { wait 1 hour; if tag "vip" { send m by push } } }
