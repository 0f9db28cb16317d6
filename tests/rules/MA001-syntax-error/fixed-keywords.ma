# One mistyped keyword in each place.
user { age integer; city text; phone phone; level one of "regular", "gold" default "regular" }
event signed_up { }
event page_view from "Page View" { page text }
channel push { }
channel sms { needs user.phone }
message hello { push { title "Hello"; body "How are you?" } }
message bye { push { title "Bye"; body "Come back." } }
audience busy = count(page_view where event.page = "home", last 7 days) >= 3 and user.age is known
offer ten_off { face 10 CNY; valid 3 days }
limits { at most 1 push per calendar day; at most 2 messages from one campaign in any 3 days }
quiet hours 22:00-07:00 for push else wait up to 10 hours

campaign greet {
  owner "mei@shop.example"
  priority 70
  enter on signed_up
  reenter after 7 days from end
  goal page_view within 3 days
  flow {
    wait 2 hours
    send hello by push
    wait for push.opened up to 1 hour { tag add "reader" } else { stop }
    split tries {
      50% as a { }
      50% as b { }
    }
  }
}

test "greets" for greet {
  given user { age 20; consent push }
  at 2026-11-11 10:00  event signed_up { }
  after 2 hours  expect send hello by push
}
