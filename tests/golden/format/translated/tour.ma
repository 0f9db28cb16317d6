# language: zh-CN
用户 {
  name          文本
  phone         手机号
  member_level  取值 "regular", "gold", "platinum" 默认 "regular"
  birthday      日期
  timezone      时区
}

事件 page_view      { page 文本 }
事件 cart_abandoned 来自 "Cart Abandoned"  { cart_id 文本; value 金额 }
事件 order_paid     来自 "Order Completed" { cart_id 文本; amount 金额 }

人群 high_intent "Looked at wealth products three times in a week" =
  次数(page_view 其中 事件.page = "wealth", 近 7 天) >= 3
  且 用户.member_level 属于 ("gold", "platinum")

渠道 sms  { 成本 0.03 CNY; 需要 用户.phone }
渠道 push { }
渠道 call { 成本 0.60 CNY; 需要 用户.phone }

频控 {
  最多 1 sms 每自然日
  最多 3 promotional 消息 任意 7 天
  最多 2 消息 同一活动 任意 3 天
  最多 100_000 sms 每自然日 合计
}

免打扰 22:00-07:00 对 sms, push, call 否则 等待 至多 24 小时

内容 cart_reminder {
  push {
    title "Still thinking it over?"
    body  "{{ user.name | default: 'Hello' }}, your cart is waiting."
  }
  sms {
    text "{{ user.name | default: 'Hello' }}, your cart of {{ entry.value | money }} is waiting. Reply T to stop."
  }
  call { script "Your cart is waiting." }
}

优惠 ten_off { 面值 10 CNY; 有效期 3 天; 最多 1 每人累计; 预算 50_000 CNY }

活动 cart_recovery "Abandoned-cart recovery" {
  负责人   "growth@shop.example"
  类别     promotional
  优先级   70
  进入 于  cart_abandoned 其中 事件.value >= 50 CNY
  重入     满 7 天 自结束
  退出 于  order_paid 其中 事件.cart_id = 入口.cart_id
  目标     order_paid 其中 事件.cart_id = 入口.cart_id 限 3 天 价值 事件.amount
  对照     5%
  预算     20_000 CNY

  流程 {
    等待 2 小时
    发送 cart_reminder 经 push
    等事件 push.opened 至多 1 小时 {
      标签 加 "cart_reader"
    } 否则 {
      发送 cart_reminder 经 sms
    }
    分流 coupon_test {
      45% 为 none { }
      45% 为 ten  { 发放 ten_off; 发送 cart_reminder 经 依次 push, sms }
      10% 为 call { 发送 cart_reminder 经 call }
    }
  }
}
