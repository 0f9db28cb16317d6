event ping { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }
limits { at most 3 push per calendar day else wait up to 2 days }

# Who is over the limit waits, and then goes on.
campaign often { enter on ping; enter by call; reenter always; flow { send hello by push; start often } }
campaign echo  { enter on push.sent; reenter always; flow { send hello by push } }
