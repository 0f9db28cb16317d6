user { name text; birthday date; phone phone; level one of "regular", "gold" default "regular" }
event cart { cart_id text; value money }
channel push { }
channel sms { needs user.phone }
offer ten { face 10 CNY; valid 3 days }
message greeting {
  push {
    title "{{ user.name | default: 'Hello' }}, {{ user.level }}"
    body  "{{ entry.value | money }} waits {{ run.seen }}, take {{ offer.face | money }}"
  }
  sms { text "{{ user.birthday | date: '%d.%m.' }} {% if user.name %}{{ user.name }}{% endif %} {{ user.phone }} Reply T" }
}
campaign hello {
  enter on cart where event.value >= 50 CNY
  audience user.birthday is known
  flow {
    if user.level = "gold" { set run.seen = "yes" } else { set run.seen = "no" }
    give ten
    send greeting by push
    send greeting by sms
  }
}
