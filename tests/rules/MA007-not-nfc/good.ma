event ping { }
audience café = did(ping, ever)
audience both = user in café and tag "café"
channel push { }
message note { push { title "café"; body "café" } }
