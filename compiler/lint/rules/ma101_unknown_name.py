"""MA101 unknown-name: a name is used that nothing in the project has.

What it catches: the name of a message, a channel, a campaign, an offer, an audience, a step, a group, a
category, a label, an arm of a split, or a user of a test, where nothing of that kind is declared. And a
bare word where a length of time or a value is expected.

Why it matters: most often it is a slip of the finger, and the campaign would send nothing. All files of
a project share their names, so the declaration may stand in any of them.

```ma
event ping { }
channel push { }
message greeting { push { title "Hello"; body "How are you?" } }
campaign hello { enter on ping; flow { send greetin by push } }
```

How to mend it: correct the name (a near one is offered where there is one), or declare what is missing.

```ma
event ping { }
channel push { }
message greeting { push { title "Hello"; body "How are you?" } }
campaign hello { enter on ping; flow { send greeting by push } }
```

Notes: capital and small letters are different. In limits a channel may stand in the plural (`at most 2
emails in any 7 days`). What may have been declared in a part of a file that could not be read is not
reported. Attributes, events and properties have codes of their own: MA102, MA103 and MA104.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA101 unknown-name：使用了项目中不存在的名称。

发现什么：内容、渠道、活动、优惠、人群、步骤、互斥组、类别、标记、分流的臂或测试用户的名称，在项目中没有相应的声明；
以及该写时长或值的地方只有一个单词。

为何重要：多半只是笔误，但这样的活动什么也发不出去。项目的所有文件共用名称，声明可以写在其中任何一个文件里。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候语 { push { title "您好"; body "最近好吗" } }
活动 打招呼 { 进入 于 访问; 流程 { 发送 问侯语 经 push } }
```

如何改正：改正名称（有相近的名称时会给出建议），或者补上缺少的声明。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候语 { push { title "您好"; body "最近好吗" } }
活动 打招呼 { 进入 于 访问; 流程 { 发送 问候语 经 push } }
```

说明：区分大小写。频控中的渠道可以用英文复数（`最多 2 emails 任意 7 天`）。
可能声明在读不通之处的名称不会报告。
用户属性、事件和事件属性另有代码：MA102、MA103、MA104。
"""

RULE = Rule(
    code="MA101",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.passes.resolve_names",
        "maflow.compiler.passes.check_types",
        "maflow.compiler.passes.check_scenarios",
    ),
)
