"""MA110 unused-definition: something is declared that nothing uses.

What it catches: an audience, a message, an offer, a step, a group or a category that no campaign,
limit, alert or test refers to.

Why it matters: a message that is never sent is often a message that somebody believes is being sent. And
whoever reads the project later has to find out whether it still matters before changing anything.

```ma
event ping { }
channel push { }
message hello   { push { title "Hello"; body "How are you?" } }
message goodbye { push { title "Goodbye"; body "See you soon." } }
campaign greet { enter on ping; flow { send hello by push } }
```

How to mend it: use it where it was meant to be used, or remove it.

```ma
event ping { }
channel push { }
message hello   { push { title "Hello"; body "How are you?" } }
message goodbye { push { title "Goodbye"; body "See you soon." } }
campaign greet { enter on ping; flow { send hello by push; wait 3 days; send goodbye by push } }
```

Notes: a name that only a test uses counts as used. An audience with a description is meant for people
and never reported. Channels, events, attributes, tags, scores and stages are never reported either: they say
what there is outside the project, and other systems send and read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.compiler.references import find_target, references, texts_as_names
from maflow.compiler.symbols import Symbol, SymbolKind
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.source import SourceFile, Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA110 unused-definition：声明了却没有被使用。

发现什么：没有任何活动、频控、告警或测试引用的人群、内容、优惠、步骤、互斥组或类别。

为何重要：从不发送的内容，往往正是有人以为正在发送的内容。以后读项目的人在改动之前，还得先弄清它是否仍然有用。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
内容 告别 { push { title "再见"; body "期待再次见到您" } }
活动 打招呼 { 进入 于 访问; 流程 { 发送 问候 经 push } }
```

如何改正：在该用的地方使用它，或者删除它。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
内容 告别 { push { title "再见"; body "期待再次见到您" } }
活动 打招呼 { 进入 于 访问; 流程 { 发送 问候 经 push; 等待 3 天; 发送 告别 经 push } }
```

说明：只在测试中使用也算使用。带说明的人群是给人看的，不会报告。渠道、事件、用户属性、标签、评分和阶段
说明项目之外有什么，由其他系统传入或读取，同样不会报告。
"""

_WORD = re.compile(r"\w+")
_KINDS = (
    SymbolKind.AUDIENCE,
    SymbolKind.MESSAGE,
    SymbolKind.OFFER,
    SymbolKind.STEP,
    SymbolKind.GROUP,
    SymbolKind.CATEGORY,
)


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report declarations that nothing refers to.

    Reports: MA110.
    """
    used = set(_used(project))
    mentioned = texts_as_names(project).union(_words_of_damage(project, context))
    for kind in _KINDS:
        for symbol in project.symbols.of(kind):
            is_used = symbol.name in mentioned or (kind, symbol.name) in used
            if not (is_used or _is_for_people(symbol)):
                _report(symbol, context)


def _words_of_damage(project: ResolvedProject, context: CompileContext) -> Iterator[str]:
    """Yield the words of what could not be read: any of them may be the use of a name."""
    for module in project.modules:
        source = context.sources.get(module.path)
        if source is not None:
            for damage in (*module.damaged, *module.mended):
                yield from _WORD.findall(source.slice(damage))


def _used(project: ResolvedProject) -> Iterator[tuple[SymbolKind, str]]:
    for reference in references(project):
        target = find_target(project, reference)
        if target is not None and target.node is not reference.holder:
            yield target.kind, target.name
        elif isinstance(reference.node, ast.Parameter) and reference.parameter is None:
            # A name that stands alone is a mistake of its own (MA101), but it is a use.
            yield from ((kind, reference.name) for kind in _KINDS)


def _is_for_people(symbol: Symbol) -> bool:
    node = symbol.node
    return isinstance(node, ast.Audience | ast.AudienceList) and node.description is not None


def _report(symbol: Symbol, context: CompileContext) -> None:
    args = {"kind": f"@kind.{symbol.kind.value}", "name": symbol.name}
    is_audience = symbol.kind is SymbolKind.AUDIENCE
    help = (Text("MA110.describe-audience", {"name": symbol.name}),) if is_audience else ()
    title = Text("MA110.remove", {"name": symbol.name})
    place = _with_line(symbol.node.span, context.sources.get(symbol.span.file))
    fix = Fix(title, Applicability.UNSAFE, (Edit(place, ""),))
    context.report("MA110", symbol.span, "MA110.unused", args=args, help=help, fixes=(fix,))


def _with_line(span: Span, source: SourceFile | None) -> Span:
    """Return a span with the blanks around it and its line end, where nothing else stands on its lines."""
    if source is None:
        return span
    begin, _ = source.line_bounds(source.line_number(span.start))
    line = source.line_number(max(span.start, span.end - 1))
    _, end = source.line_bounds(line)
    is_alone = not source.text[begin : span.start].strip() and not source.text[span.end : end].strip()
    if not is_alone:
        return span
    is_last = line == len(source.line_starts)
    return Span(span.file, begin, end if is_last else source.line_starts[line])


RULE = Rule(code="MA110", manual_zh=MANUAL_ZH, check=check)
