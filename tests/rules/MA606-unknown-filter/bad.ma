user { name text default "you"; phone phone }
event cart { value money default 0 CNY }
channel push { }
channel sms { needs user.phone }
message greeting {
  push {
    title "{{ user.name | upcas }} {% if user.name = 'x' %}you{% endif %}"
    body  "{{ user.name | truncate 10 }} {{ entry.value | upcase }} {{ user.name | append: 'x', 'y' }} {% iff user.name %}x{% endif %}"
  }
  sms { text "{{ user.name ｜ upcase }} {{ user.name | replace: ‘a’, 'b' }} {{ user.name | money }} Reply T to stop." }
}
campaign hello { enter on cart; flow { send greeting by first of push, sms } }
