# language: zh-CN
# 生日前三天送祝福和礼券；高价值会员的礼券面值更高。

内容 生日祝福 {
  push { title "生日快乐"; body "{{ user.姓名 | default: '亲爱的会员' }}，20 元生日礼券已到账。" }
  sms {
    text "【示例会员】{{ user.姓名 | default: '您好' }}，祝您生日快乐，20 元礼券已到账。回T退订"
  }
}

内容 生日大礼 {
  push { title "生日快乐"; body "{{ user.姓名 | default: '亲爱的会员' }}，100 元生日礼券已到账。" }
  sms {
    text "【示例会员】{{ user.姓名 | default: '您好' }}，祝您生日快乐，100 元礼券已到账。回T退订"
  }
}

活动 生日礼 "会员生日礼" {
  负责人   "member@shop.example"
  类别     promotional
  优先级   60
  进入 于  入会
  人群     用户.生日 已知
  重入     从不

  流程 {
    等到 下次 (用户.生日 - 3 天) 在 10:00
    如果 用户 属于 高价值会员 {
      发送 生日大礼 经 依次 push, sms
    } 否则 {
      发送 生日祝福 经 依次 push, sms
    }
  }
}
