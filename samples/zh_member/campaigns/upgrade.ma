# language: zh-CN
# 会员升级：先推送，一小时没打开再发短信。

内容 升级祝贺 {
  push {
    title "恭喜升级"
    body  "您已升级为{{ entry.新等级 | default: '更高等级' }}会员，新权益已生效。"
  }
  sms {
    text "【示例会员】恭喜您升级为{{ entry.新等级 | default: '更高等级' }}会员，新权益已生效。回T退订"
  }
}

活动 升级祝贺 "会员升级祝贺" {
  负责人   "member@shop.example"
  类别     promotional
  进入 于  升级会员
  重入     满 30 天 自进入

  流程 {
    发送 升级祝贺 经 push
    等事件 push.opened 至多 1 小时 {
      结束
    } 否则 {
      发送 升级祝贺 经 sms
    }
  }
}
