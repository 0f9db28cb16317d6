# A text says what is known at the decision, not when the flow reached it (section 9).
user { name text; timezone timezone }
event a { note text }
event later { note text }
channel push { consent none }
message m { push { title "{{ campaign.name }}"; body "{{ user.name | default: 'nobody' }} {{ entry.note | default: '' }} {{ run.note | default: 'nothing' }} {{ run.n | default: 0 }}"; link "https://shop.example/?c={{ entry.note | default: 'x' | url_encode }}" } }
quiet hours 22:00-07:00 for push
campaign spring { enter on a; reenter always; flow { set run.n = 3; wait for later up to 1 hour { set run.note = event.note } send m by push } }
