# Tags by rule and by hand, audiences of audiences, all of them facts (sections 4, 6).
user { age integer; vip boolean default false; timezone timezone }
event view { }
event order { }
channel push { consent opt out }
message hello { push { title "hello"; body "hello" } }

tag "keen" when count(view, last 1 day) >= 2
audience adults  = user.age >= 18
audience minors  = user not in adults
audience members "Adults or VIPs" = user in adults or user.vip
audience marked  = tag "hand made" and not tag "refused"
audience keen_adults = tag "keen" and user in members

campaign label {
  enter on order
  reenter always
  flow {
    if tag "keen" { tag add "hand made" } else { tag remove "hand made" }
    if user in marked { send hello by push }
  }
}
