# Values of every type in templates, known and unknown (section 6).
user { name text; spent money; birthday date; visits integer; rate number; vip boolean; likes list of text; opens time; seen moment; level one of "gold", "none" default "none"; timezone timezone }
event go { price money; count integer; share number; night date; at_time moment; word text; long duration }
channel push { consent opt out }
message all_values { push { title "{{ campaign.name }}"
  body "{{ entry.price | money | default: '-' }}|{{ entry.count | default: '-' }}|{{ entry.share | default: '-' }}|{{ entry.night | default: '-' }}|{{ entry.word | default: '-' }}" } }
message user_values { push { title "{{ user.name | default: 'you' | upcase }}"
  body "{{ user.spent | money | default: 'nothing' }}|{{ user.visits | default: 0 }}|{{ user.level }}|{% if user.vip %}vip{% else %}not vip{% endif %}|{% for l in user.likes %}{{ l }},{% endfor %}|{{ user.likes.size | default: 0 }}" } }
message dates { push { title "d"; body "{{ today | date: '%Y/%m/%d' }} {{ now | date: '%H:%M' }} {{ entry.time | date: '%d.%m. %H:%M' }} {{ user.birthday | date: '%d %B' | default: 'unborn' }} {{ entry.at_time | date: '%H:%M' | default: '--' }}" } }
message sums { push { title "s"; body "{{ entry.count | default: 0 | times: 3 | plus: 1 }} {{ entry.word | default: 'abc' | slice: 0, 2 }} {{ run.total | money }}" } }
message more { push { title "m"; body "{% if entry.count > 2 %}many{% elsif entry.count == 2 %}two{% else %}few{% endif %} {{ entry.word | default: 'x' | append: '!' | replace: 'a', 'o' }}" } }

campaign shows {
  enter on go
  reenter always
  flow {
    send all_values by push
    send user_values by push
    send dates by push
    set run.total = entry.price default 0 CNY * 2
    send sums by push
    send more by push
  }
}
