# Unknown, empty and false; quotes, white space, amounts and shares in texts (section 6).
user { name text; nick text default "pal"; level one of "a", "b"; n integer; vip boolean; birthday date; timezone timezone; wake time; span duration; rate number; met moment }
event a { name text; empty_ text; amount money; n integer; k integer; at moment; day date }
channel push { consent none }
channel sms { consent none }
channel email { consent none }
channel webhook { consent none }
message defaults { sms { text "[{{ user.name | default: user.nick }}][{{ entry.empty_ | default: 'empty' }}][{{ entry.n | default: 7 }}][{{ user.vip | default: false }}]" } }
message quotes { sms { text "She said \"{{ entry.name | default: \"hi\" }}\" \u{4f60}\n{{ 'a' | append: \"b\" }}" } }
message raw { sms { text "{% raw %}{{ x }}{% endraw %}" } }
message cond { sms { text "{% if entry.n > 3 and user.vip == true %}A{% elsif entry.n == nil %}N{% else %}B{% endif %}{% if user.birthday %}has{% endif %}{% if entry.amount %}+{% endif %}" } }
message white { sms { text "a  {%- if user.vip -%}  b  {%- endif -%}  c" } }
message times_ { sms { text "{{ entry.time | date: '%Y-%m-%dT%H:%M:%S' }} {{ entry.day | date: '%A %d %B' }} {{ today }} {{ run.d | date: '%m/%d' }}" } }
message hook { webhook { body "{\"user\": \"{{ user.name | default: 'x' }}\", \"n\": {{ entry.n | default: 0 }}}" } }
message mail { email { subject "Hi {{ user.name | default: 'you' }}"; html "<p>{{ user.name | default: '<b>' }} {{ campaign.name }}</p><a href=\"{{ unsubscribe_link }}\">x</a>"; text "{{ user.name | default: 'you' }} {{ unsubscribe_link }}" } }
message sums { sms { text "{{ entry.amount | money }} {{ run.total | money }} {{ run.half | money }} {{ run.pct }} {{ run.flag }}" } }
message numbers { sms { text "{{ run.third }} {{ user.rate }} {{ 1000000 }} {{ run.big }}" } }
campaign one { enter on a where event.k = 1; reenter always; flow { send defaults by sms } }
campaign two { enter on a where event.k = 2; reenter always; flow { send quotes by sms } }
campaign three { enter on a where event.k = 3; reenter always; flow { send raw by sms } }
campaign four { enter on a where event.k = 4; reenter always; flow { send cond by sms } }
campaign five { enter on a where event.k = 5; reenter always; flow { send white by sms } }
campaign six { enter on a where event.k = 6; reenter always; flow { set run.d = today + 10 days; send times_ by sms } }
campaign seven { enter on a where event.k = 7; reenter always; flow { send hook by webhook } }
campaign eight { enter on a where event.k = 8; reenter always; flow { send mail by email } }
campaign nine { enter on a where event.k = 9 and event.amount is known; reenter always; flow { set run.total = entry.amount * 3; set run.half = entry.amount / 2; set run.pct = 40%; set run.flag = entry.n is known; send sums by sms } }
campaign ten { enter on a where event.k = 10 and user.rate is known; reenter always; flow { set run.third = 1 / 4; set run.big = 2.50 * 2; send numbers by sms } }
