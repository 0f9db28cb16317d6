user { phone phone; name text }
event cart { value money }
channel sms { cost 0.05 CNY; needs user.phone }
message english {
  sms { text "Your cart is waiting, and what a cart it is: there are shoes in it, and books, and a kettle, and nobody but you can tell what else may be in there. Reply T to stop." }
}
message dash {
  sms { text "Your cart is waiting – there are shoes in it, and books, and a kettle. Reply T." }
}
message 中文 {
  sms { text "【小店】{{ user.name | default: '您好' }}，您的购物车还在等您，里面有鞋子、图书和水壶，还有许多您喜欢的商品和新到的园艺工具，现在下单还有优惠，限时三天，回T退订" }
}
