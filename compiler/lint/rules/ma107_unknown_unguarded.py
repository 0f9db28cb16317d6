"""MA107 unknown-unguarded: a negative condition that leaves out everybody of whom nothing is known.

What it catches: `not`, `!=` and `not in` with an attribute that may be unknown, such as `not (user.age >
18)` or `user.level != "gold"`.

Why it matters: a condition matches only when it is true. Of a customer whose age is unknown, it is not true
that the age is over 18, and it is not true that it is not: that customer is in neither audience. In a
positive condition everyone expects that; in a negative one it surprises.

```ma
audience not_young "Everybody but the young" = not (user.age < 18)
```

How to mend it: say what is to become of the unknown. Let them match as well:

```ma
audience not_young "Everybody but the young" = not (user.age < 18) or user.age is unknown
```

or leave them out in so many words:

```ma
audience not_young "Known not to be young" = user.age is known and not (user.age < 18)
```

Notes: an attribute with a `default` is never unknown, and neither is what is counted (`count`, `did`,
`tag`, `user in AUDIENCE`). The fix changes who matches, so it is never applied unasked.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA107 unknown-unguarded：否定的条件漏掉了情况未知的人。

发现什么：对可能未知的属性使用 `非`、`!=` 或 `不属于`，例如 `非 (用户.age > 18)`、`用户.level != "gold"`。

为何重要：条件只有为真才成立。年龄未知的客户，“大于 18”不为真，“不大于 18”也不为真：
两个人群里都没有他。
肯定的条件这样理解很自然，否定的条件则往往出人意料。

```ma
# language: zh-CN
人群 非少年 "少年以外的所有人" = 非 (用户.age < 18)
```

如何改正：写明未知的人怎么办。把他们也算在内：

```ma
# language: zh-CN
人群 非少年 "少年以外的所有人" = 非 (用户.age < 18) 或 用户.age 未知
```

或者明确排除：

```ma
# language: zh-CN
人群 非少年 "确知不是少年" = 用户.age 已知 且 非 (用户.age < 18)
```

说明：有 `默认` 值的属性不会未知，计数类的条件（`次数`、`做过`、`标签`、`用户 属于 人群`）也不会。
修复会改变谁符合条件，因此不会自动进行。
"""

RULE = Rule(
    code="MA107",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.compiler.passes.check_types",),
)
