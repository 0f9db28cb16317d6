"""MAS04 todo-comment: a note to do something later that nobody will find again.

What it catches: a comment with `TODO`, `FIXME` or `待办` and without the number or the link of an issue.

Why it matters: a campaign runs for months. What was to be done "before the launch" is still there after it,
and nobody knows whether it has been done.

```ma
event ping { }
# TODO ask legal about the wording
channel push { }
```

How to mend it: do it, or write down where it is followed up.

```ma
event ping { }
# TODO(#214) ask legal about the wording
channel push { }
```

Notes: `#214`, `SHOP-214` and a link count as the number of an issue. Only the words in capitals are looked
for. Switch the rule off with `lint: {MAS04: ignore}`.
"""

from __future__ import annotations

import re

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MAS04 todo-comment：写着“以后再做”，却没人找得到的注释。

发现什么：含有 `TODO`、`FIXME` 或 `待办`，却没有事项编号或链接的注释。

为何重要：活动会运行数月。“上线前”该做的事，上线后还留在那里，没人知道做了没有。

```ma
# language: zh-CN
事件 访问 { }
# 待办 请法务确认措辞
渠道 push { }
```

如何改正：把事情做完，或写明在哪里跟进。

```ma
# language: zh-CN
事件 访问 { }
# 待办(#214) 请法务确认措辞
渠道 push { }
```

说明：`#214`、`SHOP-214` 和链接都算事项编号。英文只查找大写的单词。用 `lint: {MAS04: ignore}` 关闭本规则。
"""

_TODO = re.compile(r"(?<![A-Za-z0-9_])(?:TODO|FIXME)(?![A-Za-z0-9_])|待办")
_ISSUE = re.compile(r"#[0-9]+|(?<![A-Za-z0-9])[A-Z][A-Z0-9]*-[0-9]+|https?://\S")


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report what is to be done and followed up nowhere.

    Reports: MAS04.
    """
    for module in project.modules:
        for comment in module.comments:
            match = _TODO.search(comment.text)
            if match and not _ISSUE.search(comment.text, 1):
                start = comment.span.start + match.start()
                span = Span(module.path, start, start + len(match[0]))
                help = [Text("MAS04.follow-up", {"word": match[0]})]
                context.report("MAS04", span, "MAS04.no-issue", args={"word": match[0]}, help=help)


RULE = Rule(code="MAS04", manual_zh=MANUAL_ZH, check=check)
