"""MAS05 missing-owner: a campaign without an owner in a project where most campaigns have one.

What it catches: a campaign without an `owner` line.

Why it matters: when something goes wrong at night, the owner is who can say whether a campaign may be
stopped.

A project in which owners are not usual is left in peace; write `lint: {MAS05: style}` (or `warning`, `error`)
in `ma.yaml` to ask for owners everywhere.

```ma
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign first  { owner "mei@shop.example"; enter on ping; flow { send note by push } }
campaign second { owner "li@shop.example"; enter on ping; flow { send note by push } }
campaign third  { enter on ping; flow { send note by push } }
```

How to mend it: name a person or a team.

```ma
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign first  { owner "mei@shop.example"; enter on ping; flow { send note by push } }
campaign second { owner "li@shop.example"; enter on ping; flow { send note by push } }
campaign third  { owner "growth@shop.example"; enter on ping; flow { send note by push } }
```

Notes: campaigns in `*_test.ma` files need no owner; they are never run.
"""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.optional import is_asked_for
from maflow.compiler.lint.rule import Rule
from maflow.compiler.wording import write_phrase
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MAS05 missing-owner：多数活动都有负责人，这个活动没有。

发现什么：没有 `负责人` 一行的活动。

为何重要：半夜出了问题时，能决定活动可否停下的人就是负责人。

如果项目里不惯于写负责人，本规则不作声；要求处处写负责人时，在 `ma.yaml` 中写
`lint: {MAS05: style}`（或 `warning`、`error`）。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
活动 第一个 { 负责人 "mei@shop.example"; 进入 于 访问; 流程 { 发送 问候 经 push } }
活动 第二个 { 负责人 "li@shop.example"; 进入 于 访问; 流程 { 发送 问候 经 push } }
活动 第三个 { 进入 于 访问; 流程 { 发送 问候 经 push } }
```

如何改正：写明一个人或一个团队。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
活动 第一个 { 负责人 "mei@shop.example"; 进入 于 访问; 流程 { 发送 问候 经 push } }
活动 第二个 { 负责人 "li@shop.example"; 进入 于 访问; 流程 { 发送 问候 经 push } }
活动 第三个 { 负责人 "growth@shop.example"; 进入 于 访问; 流程 { 发送 问候 经 push } }
```

说明：`*_test.ma` 文件中的活动不需要负责人，它们从不运行。
"""


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report campaigns without an owner where most have one, or where they are asked for.

    Reports: MAS05.
    """
    campaigns = [
        (campaign, module)
        for campaign, _, module in project.nodes.all(ast.Campaign)
        if not module.path.endswith("_test.ma")
    ]
    orphans = [(campaign, module) for campaign, module in campaigns if not _has_owner(campaign)]
    are_owners_usual = len(orphans) * 2 < len(campaigns)
    if not are_owners_usual and not is_asked_for(project, "MAS05"):
        return
    for campaign, module in orphans:
        if not project.is_damaged(campaign):
            example = f'{write_phrase("owner", module.dialect)} "name@company.example"'
            args = {"campaign": campaign.name.text}
            help = [Text("MAS05.add", {"example": example})]
            context.report("MAS05", campaign.name.span, "MAS05.no-owner", args=args, help=help)


def _has_owner(campaign: ast.Campaign) -> bool:
    return any(isinstance(clause, ast.Owner) and clause.text.value.strip() for clause in campaign.clauses)


RULE = Rule(code="MAS05", manual_zh=MANUAL_ZH, check=check)
