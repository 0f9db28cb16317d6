# A bounce belongs to the address, not to the channel (section 9).
user { timezone timezone; mail email }
event a { }
channel email { needs user.mail; consent none }
message m { email { subject "m"; text "m" } }
campaign one { enter on a; reenter always; flow { send m by email } }
