# language: zh-CN
# Limits and quiet hours in Chinese (section 12).
用户 { 时区 时区 }
事件 触发 { }
渠道 push { 无需同意 }
内容 甲 { push { title "甲"; body "甲" } }
频控 { 最多 1 条消息 任意 1 天 否则 等待 不超过 2 小时 }
免打扰 12:00-14:00 于 工作日 对 push 否则 丢弃
活动 一 { 进入 于 触发; 重入 总是; 流程 { 发送 甲 经 push { 被拦 { 标签 加 "拦" } } } }
