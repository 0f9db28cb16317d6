"""MA111 definition-cycle: something is defined in terms of itself.

What it catches: audiences that lead back to themselves through other audiences, tags, scores or stages;
stages that depend on their own `entered` event; steps that call themselves, directly or through others.

Why it matters: whether a customer belongs to such an audience has no answer, for each half of the question
waits for the other half. And a step that calls itself would never end.

```ma
user { age integer }
audience keen  "Likely to buy" = user.age > 18 and user in loyal
audience loyal "Comes back"    = user.age > 30 or user in keen
```

How to mend it: take one of the conditions out, or write it with attributes and events.

```ma
user { age integer }
audience keen  "Likely to buy" = user.age > 18 and user in loyal
audience loyal "Comes back"    = user.age > 30
```

Notes: the whole circle is spelled out, and each place where it goes on is marked. Campaigns that start one
another are no definitions: see MA312.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from maflow.compiler.circles import circles
from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.compiler.references import Reference, find_target, references
from maflow.compiler.symbols import Symbol, SymbolKind
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.source import Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA111 definition-cycle：定义依赖自身。

发现什么：经由其他人群、标签、评分或阶段又回到自身的人群；依赖自己的 `entered` 事件的阶段；
直接或经由其他步骤调用自身的步骤。

为何重要：客户是否属于这样的人群没有答案，因为问题的两半互相等待。而调用自身的步骤永远不会结束。

```ma
# language: zh-CN
用户 { 年龄 整数 }
人群 有意向 "可能购买" = 用户.年龄 > 18 且 用户 属于 老客户
人群 老客户 "经常回来" = 用户.年龄 > 30 或 用户 属于 有意向
```

如何改正：去掉其中一个条件，或者改用用户属性和事件来写。

```ma
# language: zh-CN
用户 { 年龄 整数 }
人群 有意向 "可能购买" = 用户.年龄 > 18 且 用户 属于 老客户
人群 老客户 "经常回来" = 用户.年龄 > 30
```

说明：报告会写出完整的环，并标出环经过的每一处。互相启动的活动不是定义，见 MA312。
"""

_KINDS = frozenset(
    {SymbolKind.AUDIENCE, SymbolKind.TAG, SymbolKind.SCORE, SymbolKind.STAGES, SymbolKind.STEP}
)

# What a definition is found by, and an edge of the graph of definitions: from where, to what.
_Key = tuple[SymbolKind, str]
_Edge = tuple[Symbol, Reference]


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report definitions that lead back to themselves, each circle once.

    Reports: MA111.
    """
    reported: set[_Key] = set()
    # What is too deep to be followed may go round all the same.
    whole = replace(project, symbols=project.symbols.whole or project.symbols)
    for circle in circles(_edges(whole)):
        keys = {_key(symbol) for symbol, _ in circle}
        if not keys <= reported:
            reported |= keys
            _report(circle, context)


def _edges(project: ResolvedProject) -> dict[_Key, list[tuple[_Edge, _Key]]]:
    """Return the definitions that each one depends on, by the places where it says so."""
    definitions = {symbol.node.span: symbol for kind in _KINDS for symbol in project.symbols.of(kind)}
    edges: dict[_Key, list[tuple[_Edge, _Key]]] = defaultdict(list)
    for reference in references(project):
        symbol = definitions.get(reference.holder.span)
        target = find_target(project, reference) if symbol else None
        if symbol is not None and target is not None and target.kind in _KINDS:
            edges[_key(symbol)].append(((symbol, reference), _key(target)))
    for found in edges.values():
        found.sort(key=lambda edge: edge[0][1].span.start)
    order = sorted(edges, key=lambda key: _place(edges[key][0][0][0].span))
    return {key: edges[key] for key in order}


def _report(circle: Sequence[_Edge], context: CompileContext) -> None:
    """Report a circle where its first definition goes on to the next."""
    begin = min(range(len(circle)), key=lambda index: _place(circle[index][0].span))
    ordered = [*circle[begin:], *circle[:begin]]
    names = [symbol.name for symbol, _ in ordered]
    nexts = [*names[1:], names[0]]
    first, reference = ordered[0]
    args = {"name": first.name, "circle": " -> ".join(f"`{name}`" for name in [*names, names[0]])}
    is_step = first.kind is SymbolKind.STEP
    labels = [
        Label(other.span, Text("MA111.goes-on", {"name": symbol.name, "next": following}))
        for (symbol, other), following in zip(ordered[1:], nexts[1:], strict=True)
    ]
    context.report(
        "MA111",
        reference.span,
        "MA111.step-circle" if is_step else "MA111.circle",
        args=args,
        labels=labels,
        help=(Text("MA111.open-step-circle" if is_step else "MA111.open-circle"),),
    )


def _key(symbol: Symbol) -> _Key:
    return symbol.kind, symbol.name


def _place(span: Span) -> tuple[str, int]:
    return span.file, span.start


RULE = Rule(code="MA111", manual_zh=MANUAL_ZH, check=check)
