"""MA105 type-mismatch: two things that cannot go together, such as a text and a number.

What it catches: comparing or calculating with values of different kinds, a value where a condition is
expected, a value that does not fit the attribute it is set to, and numbers or lengths of time that are out
of range where they stand (`priority 200`). Both kinds are told, and where each of them comes from.

Why it matters: such a condition has no sensible answer, so nobody would match it.

```ma
audience adults "Adults" = user.age >= "18"
```

How to mend it: write a value of the same kind, or compare another attribute.

```ma
audience adults "Adults" = user.age >= 18
```

Notes: numbers, lengths of time, percentages and money are confused so often that they have a code of their
own, MA106. A text that is none of the values of a `one of` is MA108. A date stands for its first instant
where a moment is expected.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA105 type-mismatch：两样东西类型不同，不能放在一起，例如文本和数字。

发现什么：比较或计算类型不同的值、应为条件的地方写了值、设置的值与属性的类型不符，
以及超出范围的数字和时长（如 `优先级 200`）。
提示会说明两边各是什么类型，以及类型从何而来。

为何重要：这样的条件没有合理的答案，不会有人符合。

```ma
# language: zh-CN
人群 成年人 "成年人" = 用户.age >= "18"
```

如何改正：写同一类型的值，或者改为比较另一个属性。

```ma
# language: zh-CN
人群 成年人 "成年人" = 用户.age >= 18
```

说明：数字、时长、百分比和金额很容易混淆，另有代码 MA106。不属于 `取值` 所列各值的文本是 MA108。
应为时点的地方可以写日期，表示当天的开始。
"""

RULE = Rule(
    code="MA105",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.passes.resolve_names",
        "maflow.compiler.passes.check_types",
        "maflow.compiler.passes.check_channels",
        "maflow.compiler.passes.check_messages",
        "maflow.compiler.passes.check_defaults",
        "maflow.compiler.passes.check_scenarios",
        "maflow.compiler.passes.check_numbers",
    ),
)
