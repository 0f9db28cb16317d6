user { name text default "you"; phone phone }
event cart { value money default 0 CNY }
channel push { }
channel sms { needs user.phone }
message greeting {
  push {
    title "{{ user.name | upcase }} {% if user.name == 'x' %}you{% endif %}"
    body  "{{ user.name | truncate: 10 }} {{ entry.value | money }} {% unless user.name == 'y' %}{{ user.name | append: '!' }}{% endunless %}"
  }
  sms { text "{{ user.name | replace: 'a', 'b' }} {% raw %}{{ upcas }}{% endraw %} Reply T to stop." }
}
campaign hello { enter on cart; flow { send greeting by first of push, sms } }
