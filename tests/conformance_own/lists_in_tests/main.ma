# A list is written like tags are, also where it has one item (section 13).
user { hobbies list of text; timezone timezone }
event a { tags list of text; levels list of one of "a", "b" }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign one { enter on a where event.tags contains "x"; reenter always; flow { send m by push } }
audience chess = user.hobbies contains "chess"
