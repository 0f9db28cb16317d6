user { phone phone; name text }
channel sms { needs user.phone }
message a { sms { text "{{ user.name | default: '您好' }}，您的购物车在等您，回T退订" } }
message b { sms { text "您好【小店】您的购物车在等您，回T退订" } }
