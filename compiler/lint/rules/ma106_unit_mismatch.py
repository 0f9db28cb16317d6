"""MA106 unit-mismatch: a number, money or a length of time without its unit, or with another.

What it catches: money compared with a plain number or with money of another currency, a length of time
compared with a number, a currency code that does not exist, and costs or budgets that are not in the
project's currency.

Why it matters: 50 of what? Currencies are never converted silently: a rate changes every day, and a limit
that was right yesterday would not be today.

```ma
audience regulars "Bought a lot lately" =
  sum(order_paid.amount, last 30 days) >= 1000 and time since order_paid < 7
```

How to mend it: write the unit or the currency.

```ma
audience regulars "Bought a lot lately" =
  sum(order_paid.amount, last 30 days) >= 1000 CNY and time since order_paid < 7 days
```

Notes: `money` is in the project's currency, `money USD` in another. A number where only a length of time
can stand, such as `wait 3`, is MA008.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA106 unit-mismatch：数字、时长、百分比或金额缺少单位，或者单位不同。

发现什么：金额与普通数字比较、不同币种的金额放在一起、时长与数字比较、不存在的币种代码，
以及成本或预算不是项目的币种。

为何重要：50 什么？币种从不自动换算：汇率每天都在变，昨天正确的上限今天就不对了。

```ma
# language: zh-CN
人群 常客 "最近买得多" =
  总和(order_paid.amount, 近 30 天) >= 1000 且 距上次 order_paid < 7
```

如何改正：写出单位或币种。

```ma
# language: zh-CN
人群 常客 "最近买得多" =
  总和(order_paid.amount, 近 30 天) >= 1000 CNY 且 距上次 order_paid < 7 天
```

说明：`金额` 是项目的币种，`金额 USD` 是另一种。只能写时长的地方写了数字（如 `等待 3`）属于 MA008。
"""

RULE = Rule(
    code="MA106",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.passes.check_types",
        "maflow.compiler.passes.check_messages",
        "maflow.compiler.passes.check_defaults",
        "maflow.compiler.passes.check_scenarios",
    ),
)
