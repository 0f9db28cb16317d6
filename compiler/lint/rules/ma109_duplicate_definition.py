"""MA109 duplicate-definition: something is declared twice where there can be only one.

What it catches: two declarations of one kind with one name, in any files of the project; two attributes,
properties, stages, grades, arms, labels or fields of one name in the same place; two blocks of a message for
one channel; a clause that a campaign has once, such as `goal` or `priority`, written twice; two events that
arrive under one name; a channel, an offer and stages of one name.

Why it matters: nobody could say which of the two is meant, and a change of one of them would change nothing.

```ma
user { age integer }
audience adults "Grown up"     = user.age >= 18
audience adults "Of legal age" = user.age >= 21
```

How to mend it: remove one of the two, or give it a name of its own.

```ma
user { age integer }
audience adults "Grown up"     = user.age >= 18
audience legal  "Of legal age" = user.age >= 21
```

Notes: both places are shown. Each kind has names of its own: an event and a message may have the same one.
Channels, offers and stages share theirs, because all three raise events (`push.opened`, `ten_off.given`,
`lifecycle.entered`). `enter`, `exit`, `limit` and `note` may stand several times in a campaign, and two
tests may have the same title.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA109 duplicate-definition：只能有一个的东西声明了两次。

发现什么：项目任意文件中同一种类的两个同名声明；同一处两个同名的用户属性、事件属性、阶段、等级、臂、标记或字段；
同一内容中同一渠道的两个块；活动中只能写一次的条目（如目标、优先级）写了两次；以同一名称传入的两个事件；
同名的渠道、优惠和阶段。

为何重要：没人说得清指的是哪一个，改动其中之一也可能毫无作用。

```ma
# language: zh-CN
用户 { 年龄 整数 }
人群 成年人 "已成年" = 用户.年龄 >= 18
人群 成年人 "达到法定年龄" = 用户.年龄 >= 21
```

如何改正：删除其中一个，或另取名称。

```ma
# language: zh-CN
用户 { 年龄 整数 }
人群 成年人 "已成年" = 用户.年龄 >= 18
人群 法定成年人 "达到法定年龄" = 用户.年龄 >= 21
```

说明：报告会指出两处。不同种类的名称互不相干：事件和内容可以同名。渠道、优惠和阶段共用名称，因为三者都会产生事件
（`push.opened`、`ten_off.given`、`lifecycle.entered`）。活动中的进入、退出、限制和备注可以写多次；
两个测试可以有相同的标题。
"""

RULE = Rule(code="MA109", manual_zh=MANUAL_ZH, reported_by=("maflow.compiler.passes.resolve_names",))
