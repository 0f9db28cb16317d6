"""MA113 channel-capability: a message asks of a channel what the channel cannot carry.

What it catches: a field that messages on such a channel do not have (`title` in a text message), a field
that is missing (a push without `body`), a text that is too long for its field or cannot come from a file or
hold variables; and a message that is sent by a channel for which it has no block.

Why it matters: the customer would get half a message or none. Every kind of channel says which fields it
has, so this is found before anything is sent.

```ma
message reminder {
  push { titel "Your cart"; body "It is still waiting." }
}
campaign remind {
  enter on signed_up
  flow {
    send reminder by push
    send reminder by sms
  }
}
```

How to mend it: use the fields that the channel's kind has (a near one is offered), and write a block for
every channel that the message is sent by.

```ma
message reminder {
  push { title "Your cart"; body "It is still waiting." }
  sms  { text "Your cart is still waiting. Reply T to stop." }
}
campaign remind {
  enter on signed_up
  flow {
    send reminder by push
    send reminder by sms
  }
}
```

Notes: what counts is the kind of the channel, not its name: `channel sms_shop { kind sms }` has the fields of
`sms`. In `first of` and `escalate` the message needs a block for each of the channels. Where the profile
names the channel (`by user.favourite`), only who has one of the message's channels there is reached; that is
not reported. A message that a step sends is reported where the step is given it.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA113 channel-capability：内容用到了渠道无法承载的东西。

发现什么：该种类的渠道没有的字段（如短信的 `title`），缺少必需的字段（如推送没有 `body`），文字超过字段的长度、不能取自文件
或不能填入变量；以及经某渠道发送的内容没有为该渠道写内容。

为何重要：客户会收到残缺的消息，或者什么也收不到。每种渠道都声明了自己的字段，因此在发送之前就能发现。

```ma
# language: zh-CN
内容 提醒 {
  push { titel "购物车"; body "它还在等您" }
}
活动 购物车提醒 {
  进入 于 signed_up
  流程 {
    发送 提醒 经 push
    发送 提醒 经 sms
  }
}
```

如何改正：使用该种类渠道具有的字段（有相近的会给出建议），并为每个发送渠道写上内容。

```ma
# language: zh-CN
内容 提醒 {
  push { title "购物车"; body "它还在等您" }
  sms  { text "您的购物车还在等您，回T退订" }
}
活动 购物车提醒 {
  进入 于 signed_up
  流程 {
    发送 提醒 经 push
    发送 提醒 经 sms
  }
}
```

说明：起作用的是渠道的种类，不是名称：`渠道 商城短信 { 种类 sms }` 的字段与 `sms` 相同。
`依次` 和 `升级` 中的每个渠道都需要有内容。渠道取自用户资料时（`经 用户.偏好渠道`），只有资料中的渠道写了内容的人才会收到，
这不会报告。步骤发送的内容，在把它交给步骤的地方报告。
"""

RULE = Rule(code="MA113", manual_zh=MANUAL_ZH, reported_by=("maflow.compiler.passes.check_messages",))
