"""MA114 plugin-missing: a kind of channel or a plugin is named that is not installed.

What it catches: a channel of a kind that no installed plugin knows, a plugin in `ma.yaml` that is not
installed, and a plugin that cannot deliver the kind of the channel that it is given.

Why it matters: nothing could be sent by that channel, and nobody could say which fields its messages have.

```ma
channel newsletter { kind emial; needs user.email }
```

How to mend it: correct the name (a near one is offered), or install the plugin that knows the kind: plugins
are Python packages and are installed beside maflow with `pip install`.

```ma
channel newsletter { kind email; needs user.email }
```

Notes: without `kind`, a channel is of the kind of its own name: `channel sms { … }` is a text message. A
channel with a name of its own, such as `newsletter`, has to say its kind. A channel that `ma.yaml` gives no
plugin is delivered by `console`, which prints messages instead of sending them.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA114 plugin-missing：写到的渠道种类或插件没有安装。

发现什么：渠道的种类没有任何已安装的插件认识，`ma.yaml` 中写的插件没有安装，或者该插件不能投递这种渠道。

为何重要：经该渠道什么也发不出去，也无从知道它的内容有哪些字段。

```ma
# language: zh-CN
渠道 会员短信 { 需要 用户.phone }
```

如何改正：改正名称（有相近的会给出建议），写明渠道的种类，或者安装认识该种类的插件。插件是 Python 包，用 `pip install`
安装到 maflow 所在的环境。

```ma
# language: zh-CN
渠道 会员短信 { 种类 sms; 需要 用户.phone }
```

说明：不写 `种类` 时，渠道的种类就是它的名称：`渠道 sms { … }` 就是短信。自己起名的渠道（如 `会员短信`）须写明种类。
`ma.yaml` 没有指定插件的渠道由 `console` 投递，它只把消息打印出来，不真正发送。
"""

RULE = Rule(
    code="MA114",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.compiler.passes.check_channels", "maflow.compiler.settings.channels"),
)
