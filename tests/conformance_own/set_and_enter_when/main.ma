# Attributes that are set turn conditions true; the first meeting is the baseline (sections 7 and 13).
user { timezone timezone; n integer; phone phone; vip boolean; name text; hobbies list of text }
event a { }
channel push { consent none }
channel sms { consent none; needs user.phone }
message m { push { title "m"; body "m {{ user.name | default: 'nobody' }}" } sms { text "m" } }
message n { push { title "n"; body "n" } sms { text "n" } }
campaign adult { enter when user.n >= 18; reenter always; exit when user.n < 10; flow { send m by push; wait 1 day; send n by push } }
campaign phoned { enter when user.phone is known; flow { send n by sms } }
campaign hob { enter when user.hobbies contains "chess"; reenter always; flow { tag add "chess" } }
