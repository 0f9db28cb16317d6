# `did(A then B within D, W)`: different events, both in W, B later in the log and at most D after A (section 5).
user { timezone timezone }
event v { page text }
event p { amount money }
audience quick = did(v where event.page = "cart" then p where event.amount > 5 CNY within 2 hours, last 1 day)
audience twice = did(v then v within 1 hour, ever)
audience again = did(v where event.page = "a" then v where event.page = "a" within 0 seconds, ever)
