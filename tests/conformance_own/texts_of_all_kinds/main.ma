# Variables, filters, tags, dates in the zone of the user, escaping (section 6).
user { name text; age integer; level one of "gold", "regular" default "regular"; balance money; rate number; born date; met moment; vip boolean; hobbies list of text; timezone timezone; mail email }
event a { title text; value money; qty integer; at moment; url url; tags list of text; pct number }
channel push { consent none }
channel email { consent none }
channel sms { consent none }
message plain { sms { text "Hi {{ user.name | default: 'you' }}|{{ user.level }}|{{ entry.title | default: '-' }}|{{ entry.value | money }}|{{ entry.qty }}" } }
message filters { sms { text "{{ entry.title | upcase }}|{{ entry.title | downcase }}|{{ entry.title | capitalize }}|{{ entry.title | truncate: 8 }}|{{ entry.title | strip | size }}|{{ entry.title | replace: 'o', '0' }}|{{ entry.title | append: '!' | prepend: '>' }}" } }
message maths { sms { text "{{ entry.qty | plus: 1 }}|{{ entry.qty | minus: 1 }}|{{ entry.qty | times: 2 }}|{{ entry.qty | divided_by: 2 }}|{{ entry.qty | modulo: 2 }}|{{ 7.456 | round: 2 }}" } }
message blocks { sms { text "{% if user.vip %}vip{% elsif entry.qty > 2 %}many{% else %}few{% endif %}|{% unless user.vip %}no{% endunless %}|{% case user.level %}{% when 'gold' %}G{% else %}R{% endcase %}|{% for t in entry.tags %}{{ t }};{% endfor %}|{% assign x = entry.qty %}{{ x }}|{% comment %}hidden{% endcomment %}" } }
message dates { sms { text "{{ entry.at | date: '%Y-%m-%d %H:%M' }}|{{ user.born | date: '%d.%m.%Y' }}|{{ today | date: '%Y/%m/%d' }}|{{ now | date: '%H:%M' }}|{{ entry.time | date: '%H:%M' }}" } }
message html { email { subject "{{ entry.title }}"; html "<b>{{ entry.title }}</b>"; text "{{ entry.title }}" } }
message lines {
  sms { text """
    Dear {{ user.name | default: "friend" }},
      two more
    Bye
    """ }
}
campaign p { enter on a where event.qty = 1; reenter always; flow { send plain by sms } }
campaign f { enter on a where event.qty = 2; reenter always; flow { send filters by sms } }
campaign m { enter on a where event.qty = 3; reenter always; flow { send maths by sms } }
campaign b { enter on a where event.qty = 4; reenter always; flow { send blocks by sms } }
campaign d { enter on a where event.qty = 5; reenter always; flow { send dates by sms } }
campaign h { enter on a where event.qty = 6; reenter always; flow { send html by email } }
campaign l { enter on a where event.qty = 7; reenter always; flow { send lines by sms } }
