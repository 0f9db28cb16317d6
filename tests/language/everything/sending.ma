# Channels, messages, offers, limits.

channel sms   { cost 0.03 CNY; needs user.phone; consent opt in }
channel push  { }
channel email { needs user.mail; consent opt out }
channel call  { cost 0.60 CNY; needs user.phone; kind call; consent none }
channel crm   { kind webhook }

category service { exempt from limits, quiet hours }
category editorial { exempt from arbitration, holdout }

message letter "A letter" {
  push {
    title "Hello"
    body  "{{ user.nickname }}, {{ campaign.name }}"
    valid 3 days
  }
  sms { text "Hello. Reply T to stop." }
  email {
    subject "Hello"
    html file "texts/welcome.liquid.html"
    text """
      Dear {{ user.name | default: 'friend' }},

        welcome.
      """
    approved by "mei@shop.example" on 2026-11-02 digest "abc"
  }
  approved by "mei@shop.example" on 2026-11-02
}
message ring { call { script "Hello." } }
message hook { crm { body "{}" } }

offer ten_off { face 10 CNY; valid 3 days; at most 1 ever for one user; at most 5_000 in total; budget 50_000 CNY }
offer weekly "Once a week" { face 5 CNY; at most 1 in any 7 days; at most 100 per calendar day in total; at most 9_000 ever in total }

limits {
  at most 1 sms per calendar day
  at most 3 promotional messages in any 7 days
  at most 2 messages from one campaign in any 3 days else drop
  at most 1 push of one message in any 2 days
  at most 1 promotional sms, push in any 6 hours else wait up to 8 hours
  at most 100_000 sms per calendar day in total
  at most 0 call per calendar quarter
}

quiet hours 22:00-07:00 for sms, push, call else wait up to 24 hours
quiet hours 00:00-24:00 on saturday, sunday for call else drop

group plans { one campaign at a time }
arbitrate within 15 minutes
holdout 5% salt "2026Q4"

step remind(what message, patience duration) {
  wait patience
  send what by push
}

alert sms_health when share(sms.delivered of sms.sent, last 1 hour) < 90% and count(sms.sent, last 1 hour) >= 500 {
  notify "ops" with "sms is failing"
  pause sms
}
