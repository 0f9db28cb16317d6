# A later consent lifts an unsubscription (section 9).
user { timezone timezone; mail email }
event a { }
channel email { needs user.mail }
channel push { consent none }
category service { exempt from limits }
message m { email { subject "m"; text "m" } push { title "m"; body "m" } }
campaign promo { enter on a; reenter always; flow { send m by email } }
