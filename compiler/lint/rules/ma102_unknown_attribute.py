"""MA102 unknown-attribute: an attribute that `user` does not have.

What it catches: `user.agee` where `user` declares `age`; in conditions, in `set` and `unset`, in `needs` of
a channel, and in the users of tests.

Why it matters: an attribute that does not exist would be unknown for every customer, so that the condition
would never match and nobody would notice.

```ma
audience adults "Adults" = user.agee >= 18
```

How to mend it: correct the name, or declare the attribute in `user`.

```ma
audience adults "Adults" = user.age >= 18
```

Notes: the attributes of all files are one list, for a project has one `user`. Variables in texts, such as
`{{ user.agee }}`, are MA602. The properties of an event are MA104, variables of a run MA101.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA102 unknown-attribute：`用户` 没有这个属性。

发现什么：声明的是 `age`，写的却是 `用户.agee`；条件、`设` 和 `清除`、渠道的 `需要`、
测试中的用户都会检查。

为何重要：不存在的属性对每位客户都是未知的，条件永远不成立，而且没有人会发现。

```ma
# language: zh-CN
人群 成年人 "成年人" = 用户.agee >= 18
```

如何改正：改正名称，或者在 `用户` 中声明该属性。

```ma
# language: zh-CN
人群 成年人 "成年人" = 用户.age >= 18
```

说明：项目只有一个 `用户`，所有文件共用它的属性。文本中的变量（如 `{{ user.agee }}`）属于 MA602，
事件的属性属于 MA104，本次流程的变量属于 MA101。
"""

RULE = Rule(
    code="MA102",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.passes.check_types",
        "maflow.compiler.passes.check_scenarios",
    ),
)
