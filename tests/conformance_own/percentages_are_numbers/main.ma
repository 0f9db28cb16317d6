# `40%` is 0.4: a form of a number, to compare with and to store (section 3).
user { discount number; share_of_wallet number default 25%; timezone timezone }
event sale { off number; price money }
event opened { }
event got { }
channel push { consent opt out }
message m { push { title "m"; body "off {{ entry.off | default: 0 | times: 100 }}" } }

audience bargain_hunters = user.discount >= 40%
audience in_range        = user.discount between 10% and 0.5
audience one_of          = user.discount in (10%, 0.2)
audience more            = user.discount + 10% = 0.5
audience quarter         = user.share_of_wallet = 0.25
audience readers         = count(opened, ever) / count(got, ever) > 50%
audience net             = sum(sale.price, ever) * (1 - user.discount) >= 60 CNY
audience minus           = -user.discount < -39.5%

campaign sales {
  enter on sale where event.off >= 20%
  reenter always
  flow { set user.discount = entry.off; send m by push }
}
