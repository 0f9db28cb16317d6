user { age integer }

event ping { }

# Everybody who came lately.
audience recent = did(ping, last 7 days)   # a week is enough
channel push { }
