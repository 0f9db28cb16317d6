# Money in another currency than declared is unknown (section 4).
user { timezone timezone }
event paid { amount money; tip money USD }
event go { }
channel push { consent opt out }
message big { push { title "b"; body "{{ entry.amount | money | default: 'unknown' }}" } }

audience unknown_ones = count(paid where event.amount is unknown, ever) >= 1
audience payers = sum(paid.amount, ever) = 10 CNY
audience tippers = sum(paid.tip, ever) >= 2 USD

campaign bigs { enter on paid where not (event.amount < 100 CNY) or event.amount is unknown; reenter always; flow { send big by push } }
