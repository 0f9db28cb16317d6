user { phone phone; name text }
event cart { value money }
channel push { }
channel sms { cost 0.05 CNY; needs user.phone }
message english {
  sms { text "{{ user.name | default: 'Hello' }}, your cart is waiting, and there are shoes in it, and books, and a kettle. Reply T to stop." }
  push { title "Your cart"; body "It is waiting, and what a cart it is: there are shoes in it, and books, and a kettle, and nobody but you can tell what else may be in there, or what may not be." }
}
message 中文 {
  sms { text "【小店】{{ user.name | truncate: 4, '' | default: '您好' }}，您的购物车还在等您，里面有鞋子和图书，限时三天，回T退订" }
}
