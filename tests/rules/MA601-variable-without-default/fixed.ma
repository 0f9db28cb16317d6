user { name text; birthday date; phone phone; 姓名 text }
event cart { cart_id text; value money }
event order { amount money }
channel push { }
channel sms { needs user.phone }
offer ten { face 10 CNY; valid 3 days; at most 1 ever for one user }
message greeting {
  push {
    title "您好，{{ user.姓名 | default: '…' }}"
    body  "{{ user.name | default: '…' }}, {{ entry.value | money | default: '…' }} waits {{ run.seen | default: '…' }}, take {{ offer.face | money | default: '…' }}"
  }
  sms { text "{{ user.birthday | date: '%d.%m.' | default: '…' }} {{ run.total | default: '…' }} {{ entry.value | money | default: '…' }} Reply T to stop." }
}
campaign hello {
  enter on cart
  flow {
    if user.birthday is known { set run.seen = "yes" }
    give ten
    send greeting by push
  }
}
campaign again {
  enter on cart where event.value > 5 CNY
  enter on order
  flow {
    set run.total = entry.amount
    send greeting by sms
  }
}
