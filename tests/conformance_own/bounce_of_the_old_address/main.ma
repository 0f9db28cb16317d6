# `bounced` stops all to that address: the one that the message went to, not the one that the user has by then (section 9).
user { email email; timezone timezone }
event go { }
channel email { needs user.email; consent none }
message m { email { subject "m"; text "m" } }
campaign c { enter on go; reenter always; flow { send m by email } }
