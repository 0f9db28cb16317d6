# Signs that other languages have.
user {
  age integer;
  level one of "regular", "gold"
}
event signed_up { };
event page_view { page text }
channel push { }
message hello { push { title  "Hello"; body "How are you?" } }
audience grown_up = (user.age >= 18)
audience club = user.level in ("regular", "gold")
audience seen = did(page_view, ever)
$
campaign greet {
  priority 70
  owner  "mei@shop.example"
  enter on signed_up
  flow {
    send hello by push;
    send hello by push;
    tag add "reader"
  }
}
