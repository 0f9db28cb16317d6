"""MA112 context-missing: `event`, `entry`, `run` or `user` where there is none.

What it catches: `event.x` outside of a clause or block that looks at an event; `entry.x` or `run.x` outside
of a campaign, for example in an audience; a property of `entry` in a campaign that no event starts;
`user.x` in an alert, which is about the whole project; a line of a test that does not say which user it
is about.

Why it matters: an audience is asked at any time, also when no event has just happened. Then there is
nothing that `event.x` could mean.

```ma
audience big_orders "Placed a big order" = event.amount > 500 CNY
```

How to mend it: say which event is meant, and how far back to look; or move the condition to where the event
is.

```ma
audience big_orders "Placed a big order" =
  did(order_paid where event.amount > 500 CNY, last 30 days)
```

Notes: the message lists what can be used at the place. `event` is the event that a `where` looks at, or
that opened the block of a `wait for` or an `on`; behind the block it is gone: keep a value with `set run.x
= event.x`.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA112 context-missing：此处没有 `事件`、`入口`、`本次` 或 `用户`。

发现什么：不在查看事件的条件或块中使用 `事件.x`；在活动之外（例如人群中）使用 `入口.x`、`本次.x`；
活动不由事件进入，却使用 `入口` 的属性；在告警中使用 `用户.x`，而告警针对整个项目；
测试中的一行没有写明是哪个用户。

为何重要：人群随时都可能被判断，那时并没有事件刚刚发生，`事件.x` 就没有所指。

```ma
# language: zh-CN
人群 大单客户 "下过大单" = 事件.amount > 500 CNY
```

如何改正：写明是哪个事件、往回看多久；或者把条件移到有事件的地方。

```ma
# language: zh-CN
人群 大单客户 "下过大单" =
  做过(order_paid 其中 事件.amount > 500 CNY, 近 30 天)
```

说明：提示会列出此处可以使用的内容。`事件` 是 `其中` 所看的事件，或打开 `等事件`、`若发生` 块的事件；
块结束后就没有了：需要时用 `设 本次.x = 事件.x` 保存。
"""

RULE = Rule(
    code="MA112",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.passes.check_types",
        "maflow.compiler.passes.check_scenarios",
    ),
)
