# Receipts of several users, and the arms of a wait (sections 8 and 13).
user { timezone timezone }
event a { }
channel email { consent none }
message m { email { subject "m"; text "m" } }
message n { email { subject "n"; text "n" } }
campaign one { enter on a; reenter always; flow { send m by email; wait up to 1 day { on email.clicked where event.link = "https://a.example/" { tag add "clicked" } on email.opened { tag add "opened"; send n by email } on email.unsubscribed { tag add "left" } timeout { tag add "silent" } } } }
audience readers = count(email.opened where event.message = m and event.campaign = one and event.channel = "email", last 7 days) >= 1
