# language: zh-CN
# The shop's users.
# Kept by growth.

用户 {  # one record a person
  # shown in greetings
  name  文本  # may be unknown

  # E.164
  phone     手机号
  birthday  日期  # never shown
  # what follows comes from the CRM
}

# reasons: see the wiki
类别 service {  # for what must be said
  # both, by law
  豁免 频控, 免打扰  # not consent
}

互斥组 plans {
  同时只进一个活动  # the higher one wins
}

事件 nothing_yet {
  # to be agreed with the shop
}

人群 keen =  # both must hold
  # looked around
  次数(
    page_view
      其中 事件.page 属于 (
        "wealth",  # the old name
        "invest"
        # more to come
      ),
    近 7 天
  )
    >= 3  # three times
  # and has something
  且 (
    用户.points > 10  # ten
    或 用户.name 已知
  )  # or a name

# a campaign
活动 winback "Win-back" {  # since spring
  负责人   "growth@shop.example"  # on duty
  # who
  进入 于  order_paid
    # only what matters
    其中 事件.amount >= 50 CNY  # in CNY

  # what
  流程 {  # from here
    如果 用户.points > 10 { 发送 hello 经 push }  # rich
    # the others
    否则 { 发送 hello 经 sms }  # all done
    等事件 push.opened 至多 1 小时 {  # opened
      结束  # enough
    }  # not opened
    否则 {  # later
      # nothing to do
    }
    分流 look {
      # half
      50% 为 a { }  # nothing
      # the other half
      50% 为 b { 结束; 发放 ten_off }  # all
      # no more arms
    }
    remind(
      hello,  # which
      1 天
    )  # when
    # the end
  }
  # after the flow
}  # of winback
# the last line
