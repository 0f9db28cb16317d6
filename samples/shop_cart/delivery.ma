# How customers can be reached, how often, and when not. These rules hold for every campaign.

channel sms  { cost 0.03 CNY; needs user.phone }
channel push { }
channel call { cost 0.60 CNY; needs user.phone }

limits {
  at most 1 sms per calendar day
  at most 3 promotional messages in any 7 days
  at most 2 messages from one campaign in any 3 days
  at most 100_000 sms per calendar day in total
}

quiet hours 22:00-07:00 for sms, push, call else wait up to 24 hours
