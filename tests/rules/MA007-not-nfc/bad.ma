event ping { }
audience café = did(ping, ever)
audience both = user in café and tag "café"
audience tagged = user in café and tag "café"
