user { age integer; phone phone }
event page_view  from "Page View" { page text }
event `Order Paid` { amount money }
channel push { }
channel call { needs user.phone }
offer ten_off { face 10 CNY }
message hello { push { title "Hello"; body "How are you?" } call { script "Hello" } }
audience seen = count(page_view, last 7 days) > 3 and did(consent.withdrawn, ever)
audience rich = sum(`Order Paid`.amount, last 7 days) > 3 CNY
stages lifecycle { new when user.age < 3 }
campaign greet {
  enter on lifecycle.entered where event.stage = "new"
  exit on consent.withdrawn
  goal ten_off.redeemed within 3 days
  flow {
    send hello by push
    escalate hello until opened { push for 1 hour; call }
    give ten_off
  }
}
