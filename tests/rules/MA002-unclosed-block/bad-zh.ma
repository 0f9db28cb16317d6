# language: zh-CN
事件 注册 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }

活动 打招呼 {
  进入 于 注册
  流程 {
    等事件 push.opened 至多 1 小时 {
      结束
    发送 问候 经 push
  }
}

人群 新客 "新注册的" = 做过(注册, 近 7 天)
