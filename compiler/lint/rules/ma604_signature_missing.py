"""MA604 signature-missing: a text has no signature where its channel demands one.

What it catches: a text without `【…】` at its beginning or end, without a `signature` and without the code of
an approved `template`, on a channel whose plugin demands one of them.

Why it matters: providers refuse such a message, so nobody gets it.

```ma
message sale { sms { text "Half the price until Sunday. Reply T to stop." } }
```

How to mend it: begin the text with the signature, or give it its own field.

```ma
message sale { sms { text "【Shop】Half the price until Sunday. Reply T to stop." } }
message thanks { sms { signature "Shop"; text "Thank you for your order." } }
```

Notes: a plugin says whether it demands a signature; `sms_gateway` does where its setting
`demands_signature` is true. A `signature` in the settings of the plugin in `ma.yaml` stands for all messages
of the channel.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA604 signature-missing：渠道要求签名，而内容没有签名。

发现什么：渠道的插件要求签名，而短信的开头或结尾没有 `【…】`，
也没有写 `signature` 或已审核的 `template` 编号。

为何重要：运营商会拒绝这样的短信，谁也收不到。

```ma
# language: zh-CN
内容 促销 { sms { text "全场半价，周日晚截止，回T退订" } }
```

如何改正：在正文开头写上签名，或单独写明签名字段。

```ma
# language: zh-CN
内容 促销 { sms { text "【示例商城】全场半价，周日晚截止，回T退订" } }
内容 致谢 { sms { signature "示例商城"; text "感谢您的订购" } }
```

说明：是否要求签名由插件决定；`sms_gateway` 的设置 `demands_signature` 为 true 时要求签名。
在 `ma.yaml` 中为插件写明 `signature`，该渠道的所有内容就都有签名。
"""

RULE = Rule(code="MA604", manual_zh=MANUAL_ZH, reported_by=("maflow.compiler.passes.check_messages",))
