"""MAS01 format: a file is not laid out as `ma fmt` lays it out.

What it catches: other indentation, spacing, line breaks or order of blanks than the formatter writes.

Why it matters: when all files look alike, a reviewer sees what was changed, and not how somebody sets blanks.

This rule is off until `ma.yaml` asks for it, with `lint: {MAS01: style}` (or `warning`, `error`), because
`ma fmt --check` does the same and a beginner has more important things to read.

```ma
event ping{page text}
```

How to mend it: run `ma fmt`, or `ma check --fix`.

```ma
event ping { page text }
```

Notes: a file that cannot be read is not reported, and neither are parts that the formatter leaves alone.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Protocol, cast

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.optional import is_asked_for
from maflow.compiler.lint.rule import Rule
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.source import SourceFile, Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MAS01 format：文件的排版与 `ma fmt` 的不同。

发现什么：缩进、空格、换行与格式化工具写出的不一致。

为何重要：所有文件排版一致，审核的人看到的就是改了什么，而不是谁怎样敲空格。

本规则默认关闭，在 `ma.yaml` 中写 `lint: {MAS01: style}`（或 `warning`、`error`）才启用：`ma fmt --check`
也能检查，而初学者有更要紧的内容要看。

```ma
# language: zh-CN
事件 访问{页面 文本}
```

如何改正：运行 `ma fmt`，或 `ma check --fix`。

```ma
# language: zh-CN
事件 访问 { 页面 文本 }
```

说明：无法读懂的文件不报告，格式化工具原样保留的部分也不报告。
"""


class _Formatted(Protocol):
    @property
    def text(self) -> str:
        """Return the file as the formatter writes it."""
        ...


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report files that the formatter would change, if the project wants to know.

    Reports: MAS01.
    """
    if not is_asked_for(project, "MAS01"):
        return
    # Loaded only here: nearly no check asks for it, and it is half of what there is to load.
    module = importlib.import_module("maflow.dsl.formatter")
    format_source = cast("Callable[[SourceFile], _Formatted]", module.format_source)
    for each in project.modules:
        source = context.sources[each.path]
        text = format_source(source).text
        if text != source.text:
            _report(source, text, context)


def _report(source: SourceFile, text: str, context: CompileContext) -> None:
    """Report the first difference; the fix is everything from there to the last one."""
    start = _common_length(source.text, text)
    before, after = source.text[start:], text[start:]
    same = _common_length(before[::-1], after[::-1])
    end = len(source.text) - same
    edit = Edit(Span(source.path, start, end), after[: len(after) - same])
    fix = Fix(Text("MAS01.format"), Applicability.SAFE, (edit,))
    context.report("MAS01", _within_line(source, start, end), "MAS01.not-formatted", fixes=[fix])


def _common_length(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def _within_line(source: SourceFile, start: int, end: int) -> Span:
    """Return the part of a difference that lies in its first line, at least one character."""
    _, line_end = source.line_bounds(source.line_number(start))
    stop = max(min(end, line_end), start)
    return Span(source.path, start, stop if stop > start else min(start + 1, len(source.text)))


RULE = Rule(code="MAS01", manual_zh=MANUAL_ZH, check=check)
