user { name text default "you"; 会员等级 text default "普通" }
event cart { cart_id text; value money default 0 CNY }
event order { amount money default 0 CNY }
channel push { }
channel sms { kind sms }
message greeting {
  push {
    title "{{ user.nmae }} {{ user.会员等极 }} {{ usr.name }} {{ event.value }}"
    body  "{{ entry.value | money }} {{ run.code }} {{ offer.face }} {{ campaign.titel }} {{ unsubscribe_link }}"
  }
}
campaign hello { enter on cart; flow { send greeting by push; set run.code = "x" } }
campaign again {
  enter on order
  flow {
    send greeting by push
    hand off to "care" with "{{ entry.amuont | money }}"
  }
}
alert health when share(sms.delivered of sms.sent, last 1 hour) < 90% { notify "ops" with "{{ user.name }}" }
