"""MAS02 name-case: a name that is not written in small letters with underscores.

What it catches: names such as `NewUsers`, `newUsers` or `NEW_USERS` of audiences, campaigns, messages, events
and everything else that an author names.

Why it matters: who types a name should not have to remember which capitals it has.

This rule is off until `ma.yaml` asks for it, with `lint: {MAS02: style}` (or `warning`, `error`).

```ma
event ping { }
audience NewUsers = did(ping, last 7 days)
```

How to mend it: write small letters and underscores.

```ma
event ping { }
audience new_users = did(ping, last 7 days)
```

Notes: names in Chinese and other scripts are not reported, nor are attributes and properties (their
names come with the data), grades and the arms that another system assigns. Audiences and steps are renamed
by `ma check --fix`, everywhere at once. An event is renamed by `--unsafe-fixes`, and keeps the name under
which it arrives (`from "OrderPaid"`). Of everything else other systems may know the name: what was
sent and counted under it stays under it, so only you can decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

import msgspec

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.optional import is_asked_for
from maflow.compiler.lint.rule import Rule
from maflow.compiler.symbols import Symbol, SymbolKind
from maflow.compiler.wording import write_phrase
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.grammar_table import load_table
from maflow.dsl.source import Span
from maflow.dsl.strings import encode_text

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MAS02 name-case：名称不是小写字母加下划线。

发现什么：人群、活动、内容、事件等由作者命名的东西，用了 `NewUsers`、`newUsers` 或 `NEW_USERS` 这样的名称。

为何重要：输入名称的人不该去记它哪里大写。

本规则默认关闭，在 `ma.yaml` 中写 `lint: {MAS02: style}`（或 `warning`、`error`）才启用。

```ma
# language: zh-CN
事件 访问 { }
人群 NewUsers = 做过(访问, 近 7 天)
```

如何改正：写小写字母和下划线。

```ma
# language: zh-CN
事件 访问 { }
人群 new_users = 做过(访问, 近 7 天)
```

说明：中文和其他文字的名称不报告；用户属性和事件属性（名称随数据而来）、评级、由其他系统分配的臂也不报告。
人群和步骤由 `ma check --fix` 一次改好所有位置。事件由 `--unsafe-fixes` 改名，并保留它到达时的名称
（`来自 "OrderPaid"`）。其余名称可能被其他系统所知：以旧名发送和计数的仍在旧名之下，所以只能由您决定。
"""

_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+")
_UNJUDGED = frozenset({SymbolKind.ATTRIBUTE, SymbolKind.TAG})
# An escalation that waits for one of these means the receipts of its channels.
_RECEIPTS = frozenset("sent accepted delivered failed bounced opened clicked unsubscribed complained".split())
_LOCAL_NAMES: tuple[tuple[type[ast.Node], str], ...] = (
    (ast.StepParameter, "name"),
    (ast.Stage, "name"),
    (ast.Split, "name"),
    (ast.SplitBy, "name"),
    (ast.SplitLearning, "name"),
    (ast.PercentArm, "name"),
    (ast.LearningArm, "name"),
    (ast.Wait, "label"),
    (ast.WaitUntilTime, "label"),
    (ast.WaitUntilMoment, "label"),
    (ast.WaitUntilNext, "label"),
    (ast.WaitFor, "label"),
    (ast.WaitForAny, "label"),
    (ast.Send, "label"),
    (ast.Escalate, "label"),
    (ast.Sequence, "label"),
    (ast.Repeat, "label"),
)


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report names with capitals, if the project wants to know.

    Reports: MAS02.
    """
    if not is_asked_for(project, "MAS02"):
        return
    for table in project.symbols.tables.values():
        for symbol in table.values():
            if symbol.kind not in _UNJUDGED and _is_odd(symbol.name):
                _report(symbol.name, symbol.span, list(_renaming(symbol, project)), context)
    for name in _local_names(project):
        if _is_odd(name.text):
            _report(name.text, name.span, [], context)


def _report(name: str, span: Span, fixes: list[Fix], context: CompileContext) -> None:
    args = {"name": name, "usual": _snake_case(name)}
    help = [] if fixes else [Text("MAS02.by-hand", {"usual": args["usual"]})]
    context.report("MAS02", span, "MAS02.not-snake-case", args=args, help=help, fixes=fixes)


def _is_odd(name: str) -> bool:
    return name.isascii() and not _SNAKE_CASE.fullmatch(name) and bool(_snake_case(name))


def _snake_case(name: str) -> str:
    return "_".join(word.lower() for word in _WORDS.findall(name))


def _local_names(project: ResolvedProject) -> Iterator[ast.Name]:
    """Yield the names that belong to one declaration: parameters, splits, arms, stages, labels."""
    for node_class, field in _LOCAL_NAMES:
        for node, _, _ in project.nodes.all(node_class):
            # A field of the table holds a name or nothing; the type system cannot say so.
            name = cast("ast.Name | None", getattr(node, field))
            if name is not None:
                yield name


def _renaming(symbol: Symbol, project: ResolvedProject) -> Iterator[Fix]:
    """Offer to write the usual name in every place, where all of them are known."""
    usual = _snake_case(symbol.name)
    is_free = usual not in project.symbols.names(symbol.kind) and usual not in _keywords() | _RECEIPTS
    is_single = all(other.name != symbol.name for other in project.symbols.duplicates)
    # What could not be read may hold the old name, or the new one.
    is_whole = not any(module.damaged or module.mended or module.lost_names for module in project.modules)
    if not (is_free and is_single and is_whole and usual[0].isalpha()):
        return
    match symbol.kind:
        case SymbolKind.AUDIENCE:
            yield _fix(usual, Applicability.SAFE, symbol, _uses(project, ast.InAudience, ast.ExpectAudience))
        case SymbolKind.STEP:
            yield _fix(usual, Applicability.SAFE, symbol, _uses(project, ast.UseStep))
        case SymbolKind.EVENT:
            fix = _fix(usual, Applicability.UNSAFE, symbol, _uses(project, ast.EventRef))
            yield msgspec.structs.replace(fix, edits=(*fix.edits, *_wire_name(symbol, project)))
        case _:
            return


def _fix(usual: str, applicability: Applicability, symbol: Symbol, uses: Iterator[ast.Name]) -> Fix:
    spans = [symbol.span, *(name.span for name in uses if name.text == symbol.name)]
    edits = tuple(Edit(span, usual) for span in dict.fromkeys(spans))
    return Fix(Text("fix.write", {"text": usual}), applicability, edits)


def _uses(project: ResolvedProject, *node_classes: type[ast.Node]) -> Iterator[ast.Name]:
    """Yield the names by which audiences, steps or events are referred to."""
    for node_class in node_classes:
        for node, _, _ in project.nodes.all(node_class):
            match node:
                case (
                    ast.InAudience(audience=name) | ast.ExpectAudience(audience=name) | ast.UseStep(step=name)
                ):
                    yield name
                case ast.EventRef(source=None, name=name):
                    yield name
                case _:
                    pass


def _wire_name(symbol: Symbol, project: ResolvedProject) -> Iterator[Edit]:
    """Keep the name under which an event arrives."""
    event = symbol.node
    if isinstance(event, ast.Event) and event.wire_name is None:
        dialect = next(module.dialect for module in project.modules if module.path == symbol.span.file)
        end = Span(symbol.span.file, symbol.span.end, symbol.span.end)
        yield Edit(end, f" {write_phrase('from', dialect)} {encode_text(symbol.name)}")


@cache
def _keywords() -> frozenset[str]:
    """Return every word that is a keyword somewhere."""
    return frozenset(kind for row in load_table().actions for kind in row if kind.islower())


RULE = Rule(code="MAS02", manual_zh=MANUAL_ZH, check=check)
