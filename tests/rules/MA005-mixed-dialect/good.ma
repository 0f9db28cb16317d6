user { 年龄 integer }
event 注册 { }
channel push { }
message 问候 { push { title "您好"; body "最近好吗" } }
audience 成年人 "成年人" = user.年龄 >= 18
campaign greet {
  enter on 注册
  flow { send 问候 by push }  # 等待 2 小时
}
