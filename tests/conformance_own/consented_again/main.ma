# A later consent lifts an unsubscription, one for a category for that category alone (section 9).
user { timezone timezone; mail email }
event a { }
event b { }
channel email { needs user.mail }
channel push { consent none }
category service { exempt from limits }
message m { email { subject "m"; text "m" } push { title "m"; body "m" } }
campaign promo { enter on a; reenter always; flow { send m by email } }
campaign care { category service; enter on b; reenter always; flow { send m by email } }
