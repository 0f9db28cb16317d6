"""MAS03 file-layout: the declarations of a file do not stand in the usual order.

What it catches: a declaration that stands below one that usually comes after it, such as a channel below a
campaign; and anything but tests in a `*_test.ma` file, which is left out of what is shipped.

Why it matters: a file that is laid out like all others can be read without searching: first who and what
there is, then what may be sent, then the campaigns, then the tests.

The order: `user`, events, audiences with tags, scores and stages, categories and channels, limits with quiet
hours, hold-outs and groups, messages and offers, steps, campaigns, alerts, tests.

This rule is off until `ma.yaml` asks for it, with `lint: {MAS03: style}` (or `warning`, `error`).

```ma
channel push { }
event ping { }
```

How to mend it: put the declarations in order; `ma check --fix` does it where every comment clearly belongs to
the declaration below it.

```ma
event ping { }
channel push { }
```

Notes: each file is looked at by itself, and a file need not have all of them. The order changes no meaning.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import pairwise

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.optional import is_asked_for
from maflow.compiler.lint.rule import Rule
from maflow.compiler.symbols import declared_name
from maflow.compiler.wording import quoted, write_phrase
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text
from maflow.dsl.source import SourceFile, Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MAS03 file-layout：文件中的声明没有按通常的顺序排列。

发现什么：声明写在了通常排在其后的声明下面，例如渠道写在活动下面；以及 `*_test.ma` 文件中测试以外的内容，
这种文件不会随产物发布。

为何重要：各个文件排列一致，读的人就不必寻找：先是有谁、有什么，再是可以发什么，然后是活动，最后是测试。

顺序：用户，事件，人群与标签、评分、阶段，类别与渠道，频控与免打扰、对照、互斥组，内容与优惠，步骤，活动，告警，测试。

本规则默认关闭，在 `ma.yaml` 中写 `lint: {MAS03: style}`（或 `warning`、`error`）才启用。

```ma
# language: zh-CN
渠道 push { }
事件 访问 { }
```

如何改正：按顺序排列声明；只要每条注释都明确属于它下面的声明，`ma check --fix` 就能代劳。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
```

说明：每个文件单独检查，不必样样都有。顺序不改变含义。
"""

_ORDER: tuple[tuple[type[ast.Node], ...], ...] = (
    (ast.User,),
    (ast.Event,),
    (ast.Audience, ast.AudienceList, ast.TagRule, ast.Score, ast.Stages),
    (ast.Category, ast.Channel),
    (ast.Limits, ast.QuietHours, ast.Arbitrate, ast.Holdout, ast.Group),
    (ast.Message, ast.Offer),
    (ast.Step,),
    (ast.Campaign,),
    (ast.Alert,),
    (ast.Test,),
)
_RANKS = {node_class: rank for rank, node_classes in enumerate(_ORDER) for node_class in node_classes}
# The keywords of declarations without a name.
_NAMELESS: dict[type[ast.Node], str] = {
    ast.User: "user",
    ast.Limits: "limits",
    ast.QuietHours: "quiet hours",
    ast.Arbitrate: "arbitrate within",
    ast.Holdout: "holdout",
}


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report files in another order than the usual one, if the project wants to know.

    Reports: MAS03.
    """
    if not is_asked_for(project, "MAS03"):
        return
    for module in project.modules:
        if module.path.endswith("_test.ma"):
            _check_test_file(module, context)
        else:
            _check_order(module, context)


def _check_test_file(module: ast.Module, context: CompileContext) -> None:
    for declaration in module.declarations:
        if not isinstance(declaration, ast.Test):
            head = _head(declaration, module)
            args = {"found": quoted(context, head)}
            context.report("MAS03", head, "MAS03.test-file", args=args, help=[Text("MAS03.move")])


def _check_order(module: ast.Module, context: CompileContext) -> None:
    """Report the first declaration that stands too low."""
    highest: ast.Declaration | None = None
    for declaration in module.declarations:
        if highest is None or _rank(declaration) >= _rank(highest):
            highest = declaration
            continue
        above = next(each for each in module.declarations if _rank(each) > _rank(declaration))
        head, above_head = _head(declaration, module), _head(above, module)
        args = {"found": quoted(context, head), "above": quoted(context, above_head)}
        label = Label(above_head, Text("MAS03.usually-below"))
        fixes = _sorting(module, context.sources[module.path])
        context.report("MAS03", head, "MAS03.order", args=args, labels=[label], fixes=fixes)
        return


def _rank(declaration: ast.Declaration) -> int:
    return _RANKS[type(declaration)]


def _head(declaration: ast.Declaration, module: ast.Module) -> Span:
    """Return the keyword and the name of a declaration."""
    name = declared_name(declaration)
    span = declaration.span
    if name is not None:
        return Span(span.file, span.start, name.span.end)
    keyword = write_phrase(_NAMELESS[type(declaration)], module.dialect)
    return Span(span.file, span.start, min(span.start + len(keyword), span.end))


def _sorting(module: ast.Module, source: SourceFile) -> list[Fix]:
    """Return the fix that sorts the declarations, if nothing but blank lines stands between them."""
    if module.damaged or module.mended or module.lost_names:
        return []
    own_lines = {source.line_number(c.span.start) for c in module.comments if c.is_own_line}
    pieces = [_piece(declaration, own_lines, source) for declaration in module.declarations]
    are_apart = all(
        before.end <= after.start and not source.text[before.end : after.start].strip()
        for before, after in pairwise(pieces)
    )
    if not are_apart:
        return []
    ranked = zip(map(_rank, module.declarations), pieces, strict=True)
    sorted_pieces = [piece for _, piece in sorted(ranked, key=lambda each: each[0])]
    has_title = pieces[0].start < module.declarations[0].span.start and sorted_pieces[0] != pieces[0]
    if has_title:  # a comment at the top may be about the whole file
        return []
    edits = tuple(
        Edit(place, source.slice(piece))
        for place, piece in zip(pieces, sorted_pieces, strict=True)
        if place != piece
    )
    return [Fix(Text("MAS03.sort"), Applicability.SAFE, edits)]


def _piece(declaration: ast.Declaration, own_lines: AbstractSet[int], source: SourceFile) -> Span:
    """Return a declaration with the comments right above it and behind it.

    Shape: `own_lines` are the lines that hold nothing but a comment.
    """
    first = source.line_number(declaration.span.start)
    last = source.line_number(declaration.span.end)
    while first - 1 in own_lines and not _is_header(first - 1, source):
        first -= 1
    return Span(source.path, source.line_bounds(first)[0], source.line_bounds(last)[1])


def _is_header(line: int, source: SourceFile) -> bool:
    """Tell whether a line chooses the keywords of the file, and so must stay the first."""
    return line == 1 and source.line_text(1).lstrip("#").strip().startswith("language")


RULE = Rule(code="MAS03", manual_zh=MANUAL_ZH, check=check)
