"""MA108 not-in-enum: a text that is none of the possible values.

What it catches: a value that the `one of` of an attribute or property does not list; the name of a message,
channel, campaign or stage that does not exist, where a text is compared with one; a time zone that does not
exist.

Why it matters: nobody can have such a value, so nobody would match, and the campaign would quietly send
nothing.

```ma
audience gold "Gold members" = user.level = "glod"
```

How to mend it: take one of the values that are listed, or add the new one to the declaration.

```ma
audience gold "Gold members" = user.level = "gold"
```

Notes: capital and small letters are different values. Data that arrive with a value that is not listed
leave the attribute unknown.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA108 not-in-enum：文本不是可能的值。

发现什么：属性的 `取值` 中没有列出的值；与内容、渠道、活动或阶段的名称比较时，不存在的名称；不存在的时区。

为何重要：没有人会有这样的值，因此没有人符合，活动会一声不响地什么也不发。

```ma
# language: zh-CN
人群 金卡 "金卡会员" = 用户.level = "glod"
```

如何改正：使用列出的值，或者在声明中加上新的值。

```ma
# language: zh-CN
人群 金卡 "金卡会员" = 用户.level = "gold"
```

说明：区分大小写。数据中出现没有列出的值时，该属性视为未知。
"""

RULE = Rule(
    code="MA108",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.passes.check_types",
        "maflow.compiler.passes.check_messages",
        "maflow.compiler.passes.check_defaults",
        "maflow.compiler.passes.check_scenarios",
    ),
)
