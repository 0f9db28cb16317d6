# Texts: variables, filters, choices and loops, with values known and unknown, local dates and exact money (section 6).
user { name text; `full name` text; points integer; balance money; dollars money USD; ratio number; born date; seen moment; interests list of text; vip boolean; level one of "a", "b" default "a"; timezone timezone }
event bought { amount money }
channel push { consent none }
message values  { push { title "values"; body "{{ user.name | default: 'you' | upcase }}|{{ user.points | default: 0 | plus: 1 | times: 2 }}|{{ user.balance | money | default: '-' }}|{{ user.dollars | money | default: '-' }}|{{ user.ratio | default: 0 | round: 1 }}" } }
message dates   { push { title "dates"; body "{{ user.born | date: '%d.%m.%Y' | default: '-' }}|{{ user.seen | date: '%Y-%m-%d %H:%M' | default: '-' }}|{{ today | date: '%m/%d' }}|{{ now | date: '%H:%M' }}|{{ entry.time | date: '%H:%M' }}" } }
message lists   { push { title "lists"; body "{% for each in user.interests %}{{ forloop.index }}{{ each }}{% unless forloop.last %}, {% endunless %}{% else %}none{% endfor %}|{{ user.interests | join: '+' | default: '-' }}" } }
message choices { push { title "choices"; body "{% if user.vip %}vip{% elsif user.level == 'a' %}a{% else %}b{% endif %}|{% case user.level %}{% when 'a', 'x' %}A{% else %}other{% endcase %}|{{ campaign.name }}, {{ campaign.description }}" } }
message parts   { push { title "parts"; body "{{ user['full name'] | default: 'none' | truncate: 6 }}|{{ 'a-b-c' | split: '-' | reverse | join: ' ' }}|{{ user.name | default: 'you' | slice: 0, 2 }}|{{ run.total | money }}" } }

campaign thanks "the thanks" {
  enter on bought where event.amount is known
  flow {
    set run.total = entry.amount * 2
    send values by push
    send dates by push
    send lists by push
    send choices by push
    send parts by push
  }
}
