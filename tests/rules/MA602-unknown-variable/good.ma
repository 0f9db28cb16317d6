user { name text default "you"; 会员等级 text default "普通"; email email }
event cart { cart_id text; value money default 0 CNY }
event order { value money default 0 CNY }
channel push { }
channel email { needs user.email }
offer ten { face 10 CNY; valid 3 days }
message greeting {
  push {
    title "{{ user.name }} {{ user.会员等级 }}"
    body  "{{ entry.value | money }} {{ run.code }} {{ offer.face | money }} {{ campaign.name }} {{ entry.time | date: '%H' }}"
  }
  email { subject "{{ today | date: '%d' }}"; text "{{ unsubscribe_link }}" }
}
message unsent { push { title "{{ entry.value }}"; body "{{ run.code }}" } }
campaign hello { enter on cart; flow { set run.code = "x"; give ten; send greeting by first of push, email } }
campaign again { enter on order; flow { give ten; set run.code = "y"; send greeting by push } }
