"""MA007 not-nfc: one look, two spellings: a name that is stored in an unusual form.

What it catches: a name with letters put together from several characters (`menu` and an accent)
where one character is usual (`men\u00fa`), and a tag that is spelled in both ways in one project.

Why it matters: for names the two spellings are the same to maflow, but not to the search of an editor nor to
version control. For tags they are not the same: a tag set in one spelling is not found in the other.

```ma
event ping { }
audience menu\u0301 = did(ping, ever)
```

How to mend it: let `ma check --fix` write the usual form (Unicode's NFC).

```ma
event ping { }
audience men\u00fa = did(ping, ever)
```

Notes: the texts of messages are left as they are. This is mostly seen in names that were copied from a
file list on a Mac.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.compiler.wording import suggestion
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text
from maflow.dsl.strings import decode_text

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA007 not-nfc：同一个样子，两种拼法：名称以不常见的形式存储。

发现什么：名称中的字母由几个字符拼成（`menu` 加一个重音符），而通常是一个字符（`men\u00fa`）；以及同一项目中
用两种形式拼写的标签。

为何重要：对 maflow 来说名称的两种拼法是同一个名称，但编辑器的查找和版本管理不这么看。标签则不同：用一种
拼法打上的标签，用另一种拼法找不到。

```ma
# language: zh-CN
事件 访问 { }
人群 menu\u0301 = 做过(访问, 历来)
```

如何改正：用 `ma check --fix` 改写为通常的形式（Unicode 的 NFC）。

```ma
# language: zh-CN
事件 访问 { }
人群 men\u00fa = 做过(访问, 历来)
```

说明：消息的文本保持原样。这种情况多见于从 Mac 的文件列表中复制的名称。
"""

_Tagged = ast.TagRule | ast.TagAdd | ast.TagRemove | ast.HasTag | ast.ExpectTag
_TAGGED: tuple[type[_Tagged], ...] = (ast.TagRule, ast.TagAdd, ast.TagRemove, ast.HasTag, ast.ExpectTag)


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report names and tags that are not in the usual form.

    Reports: MA007.
    """
    suspects = frozenset(
        module.path
        for module in project.modules
        if not unicodedata.is_normalized("NFC", context.sources[module.path].text)
    )
    if suspects:
        _check_names(project, context, suspects)
        _check_tags(project, context)


def _check_names(project: ResolvedProject, context: CompileContext, suspects: frozenset[str]) -> None:
    for name, _, module in project.nodes.all(ast.Name):
        if module.path not in suspects or name.text.isascii():
            continue
        written = context.sources[module.path].slice(name.span)
        usual = unicodedata.normalize("NFC", written)
        # A text that stands for a name (`column "…"`) is the name of something outside.
        if usual != written and not written.startswith('"'):
            # Names are compared in this form, so the fix changes no meaning.
            fix = Fix(Text("MA007.write"), Applicability.SAFE, (Edit(name.span, usual),))
            context.report("MA007", name.span, "MA007.name", args={"name": name.text}, fixes=[fix])


def _check_tags(project: ResolvedProject, context: CompileContext) -> None:
    """Report the unusual spelling of a tag that is spelled in both ways."""
    spellings: dict[str, list[ast.TextLiteral]] = defaultdict(list)
    for tag in _tags(project):
        spellings[unicodedata.normalize("NFC", tag.value)].append(tag)
    for usual, tags in spellings.items():
        same = next((tag for tag in tags if tag.value == usual), None)
        for tag in tags:
            if same is not None and tag.value != usual:
                _report_tag(tag, same, context)


def _tags(project: ResolvedProject) -> Iterator[ast.TextLiteral]:
    for node_class in _TAGGED:
        for node, _, _ in project.nodes.all(node_class):
            yield node.tag
    for given, _, _ in project.nodes.all(ast.GivenTags):
        yield from given.tags


def _report_tag(tag: ast.TextLiteral, same: ast.TextLiteral, context: CompileContext) -> None:
    written = context.sources[tag.span.file].slice(tag.span)
    usual = unicodedata.normalize("NFC", written)
    fixes = [suggestion(tag.span, usual)] if decode_text(usual) == same.value else []
    label = Label(same.span, Text("MA007.other-spelling"))
    context.report("MA007", tag.span, "MA007.tag", args={"tag": same.value}, labels=[label], fixes=fixes)


RULE = Rule(code="MA007", manual_zh=MANUAL_ZH, check=check)
