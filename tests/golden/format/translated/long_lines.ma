# language: zh-CN
人群 high_intent "Looked at wealth products three times in a week" =
  次数(page_view 其中 事件.page = "wealth", 近 7 天) >= 3
  且 用户.member_level 属于 ("gold", "platinum")

人群 chains =
  (用户.a = 1 且 用户.b = 2)
  或 (用户.c = 3 且 (用户.d = 4 或 用户.e = 5))
  或 (非 (用户.f > 6) 且 非 用户 属于 vip 且 用户.name 开头是 "A")

人群 many =
  用户.city 属于 (
    "Amsterdam",
    "Berlin",
    "Copenhagen",
    "Dublin",
    "Edinburgh",
    "Frankfurt",
    "Genoa",
    "Hamburg"
  )

人群 sums =
  总和(order_paid.amount 其中 事件.page = "wealth", 近 30 天)
    + 总和(order_refunded.amount, 近 30 天) * 2
    > 500 CNY

人群 then_ =
  做过(
    page_view 其中 事件.page = "a very long page name"
      然后 order_paid 其中 事件.amount > 100 CNY
      限 2 小时,
    近 30 天
  )

标签 "high intent" 当 次数(email.clicked 其中 事件.message = cart_reminder, 近 7 天) >= 1
  且 用户.member_level = "gold"

免打扰 22:00-07:00 于 周一, 周二, 周三, 周四, 周五
  对 sms, push, call, wecom, email
  否则 等待 至多 24 小时

频控 {
  最多 1_000_000 promotional sms, push, call 同一活动
    任意 48 小时
    合计
    否则 等待 至多 24 小时
}

用户 {
  level  取值 "regular", "silver", "gold", "platinum", "diamond", "emerald", "sapphire", "ruby",
    "opal" 默认 "regular"
  x      文本
}

告警 sms_health 当 占比(sms.delivered 出自 sms.sent, 近 1 小时) < 90%
    且 次数(sms.sent, 近 1 小时) >= 500 {
  通知 "ops" 附 "look"
  暂停 sms
}

步骤 remind(
  what 内容,
  patience 时长,
  price 金额 USD,
  when_ 时点,
  who 文本,
  how_often 整数,
  where_ 文本
) {
  结束
}

活动 c {
  进入     每 周一, 周二, 周三, 周四, 周五 在 10:00
    按项目时区
    对 用户.points > 100 且 用户.vip
  目标     order_paid 其中 事件.cart_id = 入口.cart_id 且 事件.amount > 1 CNY
    限 3 天 价值 事件.amount
    且继续
  进入 于  cart_abandoned
    其中 事件.value >= 50 CNY
      且 事件.cart_id 已知
      且 用户.member_level 属于 ("gold", "platinum")
  限制     最多 5 消息 同一活动 任意 30 天 合计 否则 等待 至多 24 小时
  变更时 迁移 first_label 至 second_label, third_label 至 fourth_label,
    fifth_label 至 sixth_label
  流程 {
    如果 用户.points >= 1000
        且 用户.member_level 属于 ("gold", "platinum")
        且 次数(order_paid, 近 30 天) > 3 {
      结束
    }
    等事件 order_paid 其中 事件.cart_id = 入口.cart_id 且 事件.amount > 100 CNY 进入以来
        至多 3 小时 {
      结束
    } 否则 {
      结束
    }
    重复 至多 3 次 每隔 2 小时
        直到 做过(answered 其中 事件.question = "how did you like our service?", 进入以来) {
      结束
    }
    升级 urgent
        直到 acknowledged 其中 事件.cart_id = 入口.cart_id 且 事件.amount > 100 CNY 为 alarm {
      push 持续 1 小时
      call
    }
    设 本次.total =
      总和(order_paid.amount 其中 事件.page = "wealth", 近 30 天)
        + 入口.amount
        + 1_000_000 CNY
    发送 a_message_with_a_long_name 经 依次 push, sms, call, wecom, email, popup, webhook,
      facebook, line
    等到 下次 (
      用户.birthday - 3 天
    ) 在 09:00 为 birthday_with_a_label_that_is_much_too_long_to_fit_in_a_line
    转人工 "sales" 附 "this text is longer than a line may be, but a text is never broken, whatever it says to anyone"
  }
}

测试 "long" 对 c {
  假如 用户 mei {
    name "Mei"
    phone "+8613800000000"
    timezone "Asia/Shanghai"
    同意 push, sms
    标签 "a", "b"
  }
}
