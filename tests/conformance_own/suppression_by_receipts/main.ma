# Complaints and bounces as receipts: what they stop, and for whom (section 9).
user { mail email; timezone timezone }
event a { }
event b { }
channel email { needs user.mail; consent none }
channel push { consent none }
message m { push { title "m"; body "m" } email { subject "m"; text "m" } }
campaign promo { enter on a; reenter always; flow { send m by email; send m by push } }
campaign bills { category transactional; enter on b; reenter always; flow { send m by email } }
