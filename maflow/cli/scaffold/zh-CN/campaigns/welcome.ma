# language: zh-CN
# 每位新客户收到一条欢迎短信；三天内没有点击的，再提醒一次。

内容 欢迎 {
  sms {
    text "【示例商城】{{ user.姓名 | default: '您好' }}，欢迎加入。精选好物 https://shop.example/a 回T退订"
  }
}

内容 首单提醒 {
  sms { text "【示例商城】还没挑好？大家最喜欢的都在这里 https://shop.example/b 回T退订" }
}

活动 迎新 "欢迎新客户" {
  负责人   "you@shop.example"
  类别     promotional
  进入 于  注册
  重入     从不
  退出 于  下单
  目标     下单 限 14 天 价值 事件.实付

  流程 {
    等待 1 小时
    发送 欢迎 经 sms
    等事件 sms.clicked 至多 3 天 {
      标签 加 "感兴趣"
    } 否则 {
      发送 首单提醒 经 sms
    }
  }
}
