# language: zh-CN
用户 {
  name   文本
  level  取值 "a", "b" 默认 "a"

  birthday          日期 敏感 "age check"
  favourite_things  列表 文本
}

事件 page_view      { page 文本 }
事件 cart_abandoned 来自 "Cart Abandoned"  { cart_id 文本; value 金额 }
事件 order_paid     来自 "Order Completed" { cart_id 文本; amount 金额 }
事件 go             { }

渠道 sms  { 成本 0.03 CNY; 需要 用户.phone }
渠道 push { }
人群 a         = 用户.x = 1
人群 long_name "described" = 用户.x = 2
人群 bc        = 用户.y = 3
活动 a   { 进入 调用; 流程 { 结束 } }
活动 bcd "B" { 进入 调用; 流程 { 结束 } }

内容 m {
  push {
    title "Hi"
    body  "there"
  }
  sms { text "hi" }
  email {
    file_ "x"
    html  文件 "x.html"
    有效期 3 天
  }
  call  { script "hi" }
  wecom { text "hi" }
}

活动 c {
  负责人   "a"
  类别     promotional
  进入     调用
  重入     满 7 天 自结束
  并行 按  事件.cart_id
  有效     2026-01-01 至 2026-12-31

  限制  最多 1 消息 每自然日
  变更时 重来
  流程 { 结束 }
  互斥组  g
}

阶段 lifecycle {
  new     当 用户.age < 1
  growing 当 用户.age < 2
  dormant 当 距上次 order_paid > 90 天
}

测试 "t" {
  假如 用户 { }
  在 2026-11-10 20:30            事件 page_view { }
  在 2026-11-10 20:30:15 +08:00  期望 无发送
  再过 2 小时                    期望 无发送
  期望 属于 a
  在 2026-11-10 22:30  期望 无发送
  允许其他发送
}

步骤 s() {
  分流 x {
    5%  为 aa { 结束 }
    95% 为 b  { 结束 }
  }
  分流 y 按 用户.x { "long value" 为 a { 结束 }; "b" 为 bb { 结束 } 否则 为 c { 结束 } }
  序列 {
    第 1 天 在 09:00  { 结束 }
    第 10 天 在 09:00 { 结束 }
  }
  等待 至多 1 天 {
    若发生 push.opened { 结束 }
    超时 { 结束 }
  }
  升级 m 直到 opened {
    push 持续 1 小时
    sms  持续 90 分钟
    call
  }
}
