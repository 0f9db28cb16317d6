# language: zh-CN
# 客户有哪些信息、会做什么、可以怎样触达、多久触达一次。

用户 {
  姓名      文本
  手机号    手机号
  timezone  时区
}

事件 注册 来自 "Signed Up"       { }
事件 下单 来自 "Order Completed" { 实付 金额 }

渠道 sms { 需要 用户.手机号 }

频控 {
  最多 1 sms 每自然日
  最多 3 promotional 消息 任意 7 天
}

免打扰 21:00-08:00 对 sms 否则 等待 至多 24 小时
