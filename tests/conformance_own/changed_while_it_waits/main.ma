# A message that waits goes through all guards again when it is released: with the consent, the zone, the text and the room of then (sections 6, 9).
user { points integer default 0; timezone timezone }
event cart { }
event flash { }
event seat { }
channel push { }
channel popup { consent none }
channel wecom { consent opt out }
message reminder { push { title "reminder"; body "{{ user.points }} points" } popup { title "reminder"; body "r" } wecom { text "r" } }
message news { popup { title "news"; body "n" } }
quiet hours 22:00-07:00 for push
limits {
  at most 1 popup in any 1 hour else wait up to 100 minutes
  at most 1 wecom in any 4 hours else wait up to 4 hours
}

campaign by_night  { enter on cart; reenter always; flow { send reminder by push { blocked { tag add "not reached" } } } }
campaign important { priority 90; enter on flash; reenter always; flow { wait until 12:00; send news by popup } }
campaign patient   { priority 10; enter on seat; reenter restart; flow { send reminder by popup { sent { tag add "shown" } blocked { tag add "not shown" } } } }
campaign choosing  { enter by call; reenter always; flow { send reminder by first of wecom, popup } }
audience shown = tag "shown"
