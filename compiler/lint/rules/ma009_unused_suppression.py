"""MA009 unused-suppression: an `ignore` comment that hides nothing, or that is not valid.

What it catches: a comment `# ma: ignore[…]` without a finding to hide, with a code that does not exist,
without a reason, past its `until`, or for a code that cannot be ignored.

Why it matters: such a comment tells the reader of an exception that there is not. And it would hide the
next mistake on its line, which nobody has looked at.

```ma
# ma: ignore[MA107] reason="everyone has an age" until=2024-12-31
audience grown_up "Grown up" = user.age >= 18
```

How to mend it: remove the comment, or correct it. An exception that is needed looks like this:

```ma
# ma: ignore[MA107] reason="whoever gave no age is left out on purpose"
audience not_young "Not young" = not (user.age < 18)
```

Notes: the comment stands on the line of the finding or on the line above it; for a finding in a text over
several lines, behind the end of the text or above its first line. Several codes are separated by commas.
`reason` must be there, `until` may be. Errors of MA001 to MA116, MA406 and MA905 cannot be ignored: no
program can be made of what does not make sense.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA009 unused-suppression：`ignore` 注释不起作用，或者写得不对。

发现什么：注释 `# ma: ignore[…]` 没有可忽略的问题、代码不存在、没有写明理由、已过 `until` 日期，
或者针对不能忽略的代码。

为何重要：这样的注释让人以为这里有例外，其实没有；而下一个出现在该行的错误会被它掩盖，谁也没有看过。

```ma
# language: zh-CN
# ma: ignore[MA107] reason="人人都填了年龄" until=2024-12-31
人群 成年人 "成年人" = 用户.age >= 18
```

如何改正：删除注释，或者把它写对。确实需要例外时这样写：

```ma
# language: zh-CN
# ma: ignore[MA107] reason="没填年龄的人有意排除在外"
人群 非少年 "非少年" = 非 (用户.age < 18)
```

说明：注释写在问题所在的行，或者写在上一行；问题在多行文本里时，写在文本结尾之后或首行之上。
多个代码用逗号隔开。`reason` 必须写，`until` 可以省略。MA001 至 MA116、MA406 和 MA905 中的错误
不能忽略：说不通的内容无法构建成程序。
"""

RULE = Rule(
    code="MA009",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.dsl.suppression_faults",),
)
