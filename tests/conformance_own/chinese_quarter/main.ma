# language: zh-CN
# Quarters, weeks and months in Chinese (section 12).
用户 { 时区 时区 }
事件 触发 { }
渠道 push { 无需同意 }
内容 甲 { push { title "甲"; body "甲" } }
频控 { 最多 1 push 每自然季度; 最多 1 promotional push 每自然月 合计 否则 等待 至多 3 天 }
活动 一 { 限制 最多 1 消息 每自然周 否则 丢弃; 进入 于 触发; 重入 总是; 流程 { 发送 甲 经 push } }
