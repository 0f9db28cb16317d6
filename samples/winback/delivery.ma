channel email { cost 0.001 EUR; needs user.email }
channel push  { }
channel sms   { cost 0.07 EUR; needs user.phone }

limits {
  at most 1 message per calendar day
  at most 3 promotional messages in any 7 days
  at most 1 sms in any 30 days
}

quiet hours 21:00-08:00 for email, push, sms else wait up to 24 hours
quiet hours 00:00-24:00 on sunday for sms else drop
