"""MA104 unknown-property: a property that the event does not have.

What it catches: `event.x`, `entry.x` or `EVENT.x` in `sum` and its like, where the event does not declare
`x`; a value for such a property in a test.

Why it matters: a property that is not declared is dropped when the event arrives, so it would be unknown
every time.

```ma
audience big_spenders "Spent 1000 in a month" = sum(order_paid.amonut, last 30 days) >= 1000 CNY
```

How to mend it: correct the name, or declare the property in the event.

```ma
audience big_spenders "Spent 1000 in a month" = sum(order_paid.amount, last 30 days) >= 1000 CNY
```

Notes: every event has `id` and `time`. `entry` is the event that started the run: if several events can
start it, only what they all have can be used.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA104 unknown-property：事件没有这个属性。

发现什么：`事件.x`、`入口.x`，或 `总和` 等函数中的 `事件名.x`，而该事件没有声明 `x`；
测试里给这样的属性赋值也会报告。

为何重要：没有声明的属性在事件到达时会被丢弃，因此它每次都是未知的。

```ma
# language: zh-CN
人群 高消费 "一个月消费满 1000" = 总和(order_paid.amonut, 近 30 天) >= 1000 CNY
```

如何改正：改正名称，或者在事件中声明该属性。

```ma
# language: zh-CN
人群 高消费 "一个月消费满 1000" = 总和(order_paid.amount, 近 30 天) >= 1000 CNY
```

说明：每个事件都有 `id` 和 `time`。`入口` 是开始流程的那个事件；如果有几种事件可以开始流程，
只能使用它们共有的属性。
"""

RULE = Rule(
    code="MA104",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.passes.check_types",
        "maflow.compiler.passes.check_scenarios",
    ),
)
