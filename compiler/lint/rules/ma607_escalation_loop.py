"""MA607 escalation-loop: a channel that stands twice where each is tried in turn.

What it catches: an `escalate` or a `first of` that names one channel more than once.

Why it matters: an escalation goes to the next channel because the one before did not reach the customer.
The same channel again sends the same words to the same place a second time; in `first of` the second
mention can never be chosen.

```ma
user { phone phone }
event ping { }
channel push { }
channel sms { needs user.phone }
message note {
  push { title "Hello"; body "How are you?" }
  sms { text "How are you? Reply T to stop." }
}
campaign hello {
  enter on ping
  flow {
    escalate note until opened { push for 1 hour; sms for 1 day; push }
  }
}
```

How to mend it: name each channel once. To remind somebody on the same channel later, use a second `send`
after a `wait`.

```ma
user { phone phone }
event ping { }
channel push { }
channel sms { needs user.phone }
message note {
  push { title "Hello"; body "How are you?" }
  sms { text "How are you? Reply T to stop." }
}
campaign hello {
  enter on ping
  flow {
    escalate note until opened { push for 1 hour; sms }
  }
}
```

Notes: two channels of the same kind, such as `sms_bank` and `sms_shop`, are two channels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text
from maflow.dsl.source import Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA607 escalation-loop：依次尝试的渠道中，同一渠道出现两次。

发现什么：`升级` 或 `依次` 中同一个渠道写了不止一次。

为何重要：升级到下一个渠道，是因为上一个渠道没有触达客户。再走同一渠道，就是把同样的话再发到同一个地方；
在 `依次` 中，第二次出现的渠道永远不会被选中。

```ma
# language: zh-CN
用户 { 手机 手机号 }
事件 访问 { }
渠道 push { }
渠道 sms { 需要 用户.手机 }
内容 问候 {
  push { title "您好"; body "最近好吗" }
  sms { text "最近好吗？回T退订" }
}
活动 打招呼 {
  进入 于 访问
  流程 {
    升级 问候 直到 opened { push 持续 1 小时; sms 持续 1 天; push }
  }
}
```

如何改正：每个渠道只写一次。若要过一阵再在同一渠道提醒，请在 `等待` 之后再写一个 `发送`。

```ma
# language: zh-CN
用户 { 手机 手机号 }
事件 访问 { }
渠道 push { }
渠道 sms { 需要 用户.手机 }
内容 问候 {
  push { title "您好"; body "最近好吗" }
  sms { text "最近好吗？回T退订" }
}
活动 打招呼 {
  进入 于 访问
  流程 {
    升级 问候 直到 opened { push 持续 1 小时; sms }
  }
}
```

说明：同一种类的两个渠道（如 `sms_银行` 与 `sms_商城`）是两个渠道。
"""


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report channels that are tried twice.

    Reports: MA607.
    """
    for escalate, _, _ in project.nodes.all(ast.Escalate):
        steps = [(step.channel, step.span) for step in escalate.steps]
        _report_repeated(steps, "MA607.escalation", context)
    for target, _, _ in project.nodes.all(ast.FirstOfTarget):
        names = [(name, name.span) for name in target.channels]
        _report_repeated(names, "MA607.first-of", context)


def _report_repeated(entries: Sequence[tuple[ast.Name, Span]], key: str, context: CompileContext) -> None:
    first: dict[str, ast.Name] = {}
    for index, (channel, span) in enumerate(entries):
        if channel.text not in first:
            first[channel.text] = channel
            continue
        label = Label(first[channel.text].span, Text("MA607.first-here"))
        fixes = _removal(channel, Span(span.file, entries[index - 1][1].end, span.end), context)
        context.report(
            "MA607", channel.span, key, args={"channel": channel.text}, labels=[label], fixes=list(fixes)
        )


def _removal(channel: ast.Name, entry: Span, context: CompileContext) -> Iterator[Fix]:
    """Offer to remove an entry with what stands between it and the one before, unless that is a comment."""
    source = context.sources[entry.file]
    if "#" not in source.slice(Span(entry.file, entry.start, channel.span.start)):
        title = Text("MA607.remove", {"channel": channel.text})
        yield Fix(title, Applicability.SUGGEST, (Edit(entry, ""),))


RULE = Rule(code="MA607", manual_zh=MANUAL_ZH, check=check)
