# An event of `did` in `given user` with the same id counts once.
user { timezone timezone }
event v { }
audience one = count(v, ever) = 1
