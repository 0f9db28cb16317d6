"""MA113 channel-capability: a field that a channel does not have, or one that it needs.

What it catches: `subject` in a push message, a push message without a `body`, a text that is longer than
the channel takes, a message that is sent by a channel for which it has no block, or that a test expects by
such a channel.

Why it matters: each kind of channel delivers certain fields. A field that it does not have would be
dropped, and without one that it needs the provider refuses the message.

```ma
message sale {
  push { subject "Sale"; body "Everything for less, only today." }
}
```

How to mend it: use the fields that the channel has; the message lists them.

```ma
message sale {
  push { title "Sale"; body "Everything for less, only today." }
}
```

Notes: which fields there are is decided by the `kind` of the channel (by default its own name), and the
kinds come from the installed plugins.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA113 channel-capability：渠道没有这个字段，或者缺少必需的字段。

发现什么：推送内容里写了 `subject`、推送内容缺少 `body`、文本超过渠道允许的长度、
经某渠道发送、或在测试中期望经某渠道发送的内容没有该渠道的块。

为何重要：每种渠道只能投递特定的字段。渠道没有的字段会被丢弃；缺少必需的字段，服务商会拒收。

```ma
# language: zh-CN
内容 大促 {
  push { subject "大促"; body "全场优惠，仅限今天。" }
}
```

如何改正：使用渠道具有的字段；提示会列出它们。

```ma
# language: zh-CN
内容 大促 {
  push { title "大促"; body "全场优惠，仅限今天。" }
}
```

说明：有哪些字段由渠道的 `种类` 决定（默认与渠道同名），种类来自已安装的插件。
"""

RULE = Rule(
    code="MA113",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.compiler.passes.check_messages",),
)
