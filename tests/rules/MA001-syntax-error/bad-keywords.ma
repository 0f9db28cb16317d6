# One mistyped keyword in each place.
uesr { age integer; city txt; phone phone; level one of "regular", "gold" defualt "regular" }
evnet signed_up { }
event page_view form "Page View" { page text }
channel push { }
chanel sms { nedes user.phone }
message hello { push { title "Hello"; body "How are you?" } }
mesage bye { push { title "Bye"; body "Come back." } }
audience busy = cuont(page_view wher event.page = "home", lsat 7 days) >= 3 adn user.age is knwon
offfer ten_off { fcae 10 CNY; valid 3 dyas }
limts { at most 1 push per calender day; at most 2 messages from one campagin in any 3 days }
quite hours 22:00-07:00 fro push else wiat up to 10 hours

capmaign greet {
  onwer "mei@shop.example"
  prority 70
  entre on signed_up
  reenter aftre 7 days from end
  goal page_view wihtin 3 days
  flwo {
    wait 2 huors
    sned hello by push
    wait for push.opened upto 1 hour { tga add "reader" } esle { stpo }
    splt tries {
      50% sa a { }
      50% as b { }
    }
  }
}

tset "greets" for greet {
  givne user { age 20; consnet push }
  at 2026-11-11 10:00  evnt signed_up { }
  aftre 2 hours  expcet send hello by push
}
