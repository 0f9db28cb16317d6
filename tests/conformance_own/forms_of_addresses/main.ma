# An address of a wrong form is unknown (sections 4 and 9).
user { timezone timezone; mail email; phone phone; site url }
event a { }
channel email { needs user.mail; consent none }
channel sms { needs user.phone; consent none }
message m { email { subject "m"; text "m" } sms { text "m" } }
campaign promo { enter on a; reenter always; flow { send m by email; send m by sms } }
audience has_mail = user.mail is known
