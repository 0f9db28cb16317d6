# `consent opt in | opt out | none`; without a rule, opt in for promotional and none needed for transactional messages (section 6).
user { timezone timezone }
event go { }
event bill { }
channel push { }
channel popup { consent opt out }
channel wecom { consent none }
channel webhook { consent opt in }
message m { push { title "m"; body "m" } popup { title "m"; body "m" } wecom { text "m" } webhook { body "m" } }
campaign promo { enter on go; reenter always; flow { send m by push; send m by popup; send m by wecom; send m by webhook } }
campaign trans { category transactional; enter on bill; reenter always; flow { send m by push; send m by popup; send m by wecom; send m by webhook } }
audience may_push = user consents to push
audience may_popup = user consents to popup
audience may_wecom = user consents to wecom
audience may_hook = user consents to webhook
