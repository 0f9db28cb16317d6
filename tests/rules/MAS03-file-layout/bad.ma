channel push { }

event ping { }

# Everybody who came lately.
audience recent = did(ping, last 7 days)   # a week is enough
user { age integer }
