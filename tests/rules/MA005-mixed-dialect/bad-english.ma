# language: zh-CN
用户 { 年龄 integer }
事件 注册 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
人群 成年人 "成年人" = 用户.年龄 >= 18 and 做过(注册, last 7 天)
活动 打招呼 {
  enter on 注册
  流程 { wait 2 小时; 发送 问候 经 push }
}
