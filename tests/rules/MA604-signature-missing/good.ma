user { phone phone; name text }
channel sms { needs user.phone }
channel push { }
message a { sms { text "【小店】{{ user.name | default: '您好' }}，您的购物车在等您，回T退订" } push { title "a"; body "b" } }
message b { sms { text "您的购物车在等您，回T退订【小店】" } }
message c { sms { text "您的购物车在等您，回T退订"; signature "小店" } }
message d { sms { template "SMS_0001" } }
