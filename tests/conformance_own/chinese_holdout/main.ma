# language: zh-CN
# `arm holdout = in` in Chinese, in both spellings of the name (section 12).
用户 { 时区 时区 }
事件 触发 { }
渠道 push { 无需同意 }
对照 5%
内容 甲 { push { title "甲"; body "甲" } }
活动 一 { 进入 于 触发; 重入 总是; 流程 { 发送 甲 经 push } }
