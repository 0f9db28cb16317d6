# language: zh-CN
事件 `Order Paid` { `in` 文本; plain 文本; `且` 整数; `1st` 整数; `and` 文本 }
事件 下单         { 车号 文本 }

步骤 s(now 文本, count 整数, 真 文本, `等到` 文本) {
  `if`(`now`, count, `真`, `等到`)
  设 用户.in = `user`
  设 用户.`plain one` = count + 1
  发送 `等到` 经 `first` 为 `对`
}

评分 lead { `grade` 得 1; plain 得 2 }
频控 { 最多 1 `messages` 每自然日; 最多 1 promotional `from`, sms 每自然日 }
内容 m { `valid` { `valid` "x"; text "y" } }
人群 list_ 来自名单 "a.csv" 列 "user id"
人群 list_2 来自名单 "a.csv" 列 user_id

测试 "t" {
  假如 用户 { `consent` 真; `tags` "x" }
  分组 `holdout` = a
  分组 对照 = 在内
  期望 被拦 m 因 免打扰
}
