# language: zh-CN
步骤 ladders() {
  如果 用户.a = 1 { 结束 } 否则 { 发放 x }
  如果 用户.a = 1 { 结束 }
  否则如果 用户.a = 2 { 发放 x }
  否则 { 发放 y }
  如果 用户.a = 1 {
    结束
  } 否则 {
    发放 x
  }
  如果 用户.a = 1 {
    结束
  } 否则 {
    发放 x
  }
  如果 用户.a = 1 { } 否则 { }
  如果 用户.a = 1 { }
  否则 { }
  等事件 push.opened 至多 1 小时 { 结束 }
  否则 { 发放 a_rather_long_offer_name; 发放 another_offer_name }
  等事件 push.opened 至多 1 小时 {
    发放 a_rather_long_offer_name
    发放 another_offer_name
    发放 a_third_offer_name
    结束
  } 否则 {
    结束
  }
  等事件 push.opened 至多 1 小时 为 x { 结束 }
  等事件 push.opened 至多 1 小时 { }
  发送 m 经 push { 已发 { 结束 }; 被拦 { 发放 x } }
  发送 m 经 push {
    已发 { 结束 }
    失败 { }
  }
  重复 至多 1 次 { 如果 用户.a = 1 { 结束 } }
  重复 至多 2 次 每隔 1 天 { 如果 用户.a = 1 { 如果 用户.b = 2 { 结束 } 否则 { 发放 x } } }
}
