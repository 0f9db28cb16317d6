# Loops, cases, lists and filters of Liquid (section 6).
user { name text; vip boolean; n integer; hobbies list of text; timezone timezone; born date }
event a { k integer; title text; words list of text; amount money; at moment }
channel sms { consent none }
channel email { consent none }
message c1 { sms { text "{% capture x %}<{{ user.name | default: 'y' }}>{% endcapture %}{{ x }}{{ x | size }}" } }
message c2 { sms { text "{% for w in entry.words reversed %}{{ forloop.index }}{{ w }}{% unless forloop.last %},{% endunless %}{% else %}none{% endfor %}" } }
message c3 { sms { text "{% for i in (1..4) %}{% if i == 3 %}{% continue %}{% endif %}{{ i }}{% cycle 'a', 'b' %}{% endfor %}|{% for w in entry.words limit: 1 offset: 1 %}{{ w }}{% break %}{% endfor %}" } }
message c4 { sms { text "{% case entry.title %}{% when 'x', 'y' %}xy{% when 'z' %}z{% else %}?{% endcase %}{% if entry.words contains 'p' %}P{% endif %}{% if entry.title contains 'z' or user.vip %}Z{% endif %}" } }
message c5 { sms { text "{{ entry.words | join: '+' }}|{{ entry.words | first }}|{{ entry.words | last }}|{{ entry.words.size }}|{{ entry.words | sort | join: '' }}|{{ entry.words | concat: user.hobbies | uniq | size }}|{{ entry.words[1] }}" } }
message c6 { email { subject "{{ entry.title }}"; html "{{ entry.title | escape }}|{{ entry.title | upcase }}|{{ entry.title | newline_to_br }}|{{ '<i>' }}|{{ '<b>' | append: entry.title }}"; text "x" } }
message c7 { sms { text "{{ user.vip | default: true, allow_false: true }}|{{ user.vip | default: 'no' }}|{{ user.n | default: 0 | plus: 1 }}|{{ user.n | at_least: 5 | default: '-' }}|{{ 'a,b' | split: ',' | last }}|{{ 'x' | slice: 0 }}|{{ -3 | abs }}|{{ 4.5 | ceil }}{{ 4.5 | floor }}|{{ 10 | divided_by: 4 }}|{{ 10 | divided_by: 4.0 }}|{{ 7 | modulo: 3 }}" } }
message c8 { sms { text "{{ entry.at | date: '%d/%m/%y %I:%M %p' }}|{{ user.born | date: '%B %d' }}|{{ 'now' | date: '%Y' }}|{{ now | date: '%Y' }}|{{ entry.at }}" } }
message c9 { sms { text "{{ entry.amount | money }}|{{ entry.amount }}|{% if entry.amount >= 10 %}big{% endif %}" } }
campaign w1 { enter on a where event.k = 1; reenter always; flow { send c1 by sms } }
campaign w2 { enter on a where event.k = 2; reenter always; flow { send c2 by sms } }
campaign w3 { enter on a where event.k = 3; reenter always; flow { send c3 by sms } }
campaign w4 { enter on a where event.k = 4; reenter always; flow { send c4 by sms } }
campaign w5 { enter on a where event.k = 5; reenter always; flow { send c5 by sms } }
campaign w6 { enter on a where event.k = 6; reenter always; flow { send c6 by email } }
campaign w7 { enter on a where event.k = 7; reenter always; flow { send c7 by sms } }
campaign w8 { enter on a where event.k = 8; reenter always; flow { send c8 by sms } }
campaign w9 { enter on a where event.k = 9; reenter always; flow { send c9 by sms } }
