user {
  姓名      text
  会员等级  one of "普通", "黄金" default "普通"
  生日      date
}

event 加购 from "Cart Abandoned" { 车号 text; 价值 money }
event 下单 { 车号 text }
event 入会 { }
channel push { }
limits { at most 1 push in any 3 hours }
quiet hours 22:00-07:00 for push else wait up to 24 hours
message 提醒 { push { title "还在考虑吗"; body "{{ user.姓名 | default: '您好' }},购物车在等您" } }
message 第一课 { push { title "第一课"; body "欢迎" } }
message 第二课 { push { title "第二课"; body "继续" } }
audience 黄金会员 "黄金会员" = user.会员等级 in ("黄金") and user in 全部人
audience 全部人   = not (count(下单 where event.车号 = "x", last 7 days) >= 3)

campaign 召回 "购物车召回" {
  owner     "growth@shop.example"
  category  promotional
  priority  70
  enter on  加购 where event.价值 >= 50 CNY
  reenter   always
  exit on   下单 where event.车号 = entry.车号
  flow {
    wait 2 hours
    if user.会员等级 = "黄金" {
      send 提醒 by push
      wait for push.opened up to 1 hour { tag add "看过" } else { tag add "没看" }
    } else {
      wait 1 day
      send 提醒 by push
    }
  }
}

campaign 课程 {
  category  transactional
  enter on  入会
  flow {
    sequence {
      day 1 at 09:00 { send 第一课 by push }
      day 2 at 10:00 { send 第二课 by push }
    }
  }
}
