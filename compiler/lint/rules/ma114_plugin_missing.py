"""MA114 plugin-missing: `ma.yaml` or a channel names a plugin or a kind that is not installed.

What it catches: the plugin of a channel in `ma.yaml` that is not installed or cannot deliver channels of
that kind, and a channel whose kind no installed plugin knows.

Why it matters: without the plugin, no message of the channel can be delivered, and nobody knows which
fields it has.

```yaml
name: demo
timezone: UTC
currency: CNY
channels:
  push: {plugin: consol}
```

How to mend it: correct the name, or install the plugin beside maflow with `pip install`.

```yaml
name: demo
timezone: UTC
currency: CNY
channels:
  push: {plugin: console}
```

Notes: a channel without a plugin in `ma.yaml` is delivered by `console`, which writes messages to the
screen.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA114 plugin-missing：`ma.yaml` 或渠道写了没有安装的插件或种类。

发现什么：`ma.yaml` 中渠道的插件没有安装，或者不能投递这种渠道；以及已安装的插件都不认识的渠道种类。

为何重要：没有插件，这个渠道的内容就无法投递，也无从知道它有哪些字段。

```yaml
name: demo
timezone: UTC
currency: CNY
channels:
  push: {plugin: consol}
```

如何改正：改正名称，或者用 `pip install` 把插件安装到 maflow 所在的环境。

```yaml
name: demo
timezone: UTC
currency: CNY
channels:
  push: {plugin: console}
```

说明：`ma.yaml` 中没有写插件的渠道由 `console` 投递，即显示在屏幕上。
"""

RULE = Rule(
    code="MA114",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.settings",
        "maflow.compiler.passes.check_channels",
    ),
)
