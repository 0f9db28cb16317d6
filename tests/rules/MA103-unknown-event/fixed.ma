user { age integer; phone phone }
event page_view  from "Page View" { page text }
event order_paid { amount money }
channel push { }
channel call { needs user.phone }
offer ten_off { face 10 CNY }
message hello { push { title "Hello"; body "How are you?" } call { script "Hello" } }
audience seen = count(page_view, last 7 days) > 3 and did(page_view, ever)
audience rich = sum(order_paid.amount, last 7 days) > 3 CNY
audience away = time since sign_up > 3 days
stages lifecycle { new when user.age < 3 }
campaign greet {
  enter on signed_up
  exit on call.clicked
  goal ten_off.redeemed within 3 days
  flow {
    send hello by push
    wait for push.opened up to 1 hour { }
    wait up to 1 day { on lifecycle.entered { } on lifecycle.left { } }
    escalate hello until open { push for 1 hour; call }
    give ten_off
  }
}
test "greets" for greet {
  given user { age 20; consent push; did page_view { page "x" } at 2026-11-01 }
  at 2026-11-11 10:00  event sign_up { }
}
