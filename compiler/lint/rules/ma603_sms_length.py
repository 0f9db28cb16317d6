"""MA603 sms-length: a text message takes more than one segment.

What it catches: a text for a channel that counts segments, as `sms` does, that takes two or more of them
when its variables have their longest values.

Why it matters: every segment is paid for. One character too many doubles the cost of a campaign.

```ma
message sale {
  sms {
    text \"""
      Dear customer, our summer sale has begun: shoes, books and garden tools at half the price until
      Sunday night, in all our shops and online. Come and see. Reply T to stop.
      \"""
  }
}
```

How to mend it: shorten the text, or shorten what is filled in, as with `truncate: 10`.

```ma
message sale {
  sms { text "Our summer sale has begun: half the price until Sunday night. Reply T to stop." }
}
```

Notes: a text of Latin letters has room for 160 characters (153 in each of several segments). A single
character outside their alphabet, such as a Chinese one, `’` or `–`, leaves room for 70 (67). A text without
fixed values is taken to have 12 characters, money 12, a link 30; of a choice the longest value counts. The
signature counts as well. `lint: {MA603: ignore}` in `ma.yaml` where long messages are meant.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA603 sms-length：一条短信要拆成几条计费。

发现什么：按条计费的渠道（如 `sms`）的文字，在变量取最长的值时要拆成两条或更多。

为何重要：每一条都要付费。多出一个字，整个活动的成本就翻倍。

```ma
# language: zh-CN
内容 促销 {
  sms {
    text \"""
      【示例商城】尊敬的会员，夏季大促现已开始：鞋履、图书、园艺工具全部半价，截至周日晚上，线上线下同享，数量有限，
      先到先得，欢迎到店或在线选购，详情请询门店，回T退订
      \"""
  }
}
```

如何改正：缩短文字，或用 `truncate: 10` 之类缩短填入的值。

```ma
# language: zh-CN
内容 促销 {
  sms { text "【示例商城】夏季大促已开始，全场半价，周日晚截止，回T退订" }
}
```

说明：含有中文的短信单条 70 个字符，拆分后每条 67 个；只有拉丁字母的单条 160 个，拆分后每条 153 个。
没有固定取值的文本按 12 个字符估算，金额 12 个，网址 30 个；选项按最长的值计算。签名也计算在内。
确实需要长短信时，可在 `ma.yaml` 中写 `lint: {MA603: ignore}`。
"""

RULE = Rule(code="MA603", manual_zh=MANUAL_ZH, reported_by=("maflow.compiler.passes.check_messages",))
