# `unsubscribed` and `complained` stop promotional messages on that channel; a hard bounce stops all to that address (section 9).
user { email email; timezone timezone }
event go { }
event bill { }
event ping { }
channel email { needs user.email; consent opt out }
channel push { consent none }
message m { email { subject "m"; text "m" } push { title "m"; body "m" } }
campaign promo { enter on go; reenter always; flow { send m by email; send m by push } }
campaign trans { category transactional; enter on bill; reenter always; flow { send m by email } }
