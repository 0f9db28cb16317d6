# Another currency and zone of the project (section 2).
user { timezone timezone }
event buy { total money; foreign money EUR }
channel push { consent none }
channel sms { cost 0.0075 USD; consent none }
message m { push { title "{{ entry.total | money }}"; body "{{ entry.foreign | money }}" } sms { text "m" } }
campaign rich { enter on buy where event.total >= 10 USD; reenter always; flow { send m by push } }
campaign abroad { enter on buy where event.foreign >= 10 EUR; reenter always; flow { send m by sms } }
audience spent = sum(buy.total, ever) = 30.30 USD
campaign monday { enter every monday at 09:00 in project time for user in spent; reenter always; flow { send m by sms } }
