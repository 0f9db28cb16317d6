"""MA006 confusable-name: a name, a text or a comment that is not what it looks like.

What it catches: letters of different alphabets in one word of a name (a Cyrillic `с` among Latin
letters), a name that looks exactly like another one, full-width letters, and characters that cannot be
seen or that turn the direction of writing, in names, texts and comments.

Why it matters: two audiences that look alike on the screen are two audiences for the program. And with
characters that turn the direction of writing, a reviewer can be shown one thing while customers get another.

```ma
event ping { }
audience \u0441ustomers = did(ping, ever)
```

How to mend it: type the name again on one keyboard layout.

```ma
event ping { }
audience customers = did(ping, ever)
```

Notes: Chinese and Latin in one name (`会员id`) is normal and not reported, and neither are words of
different scripts joined by `_`, unless one of them could be misread. In texts, joiners as in 👩\u200d👧 and
the marks that Arabic and Hebrew need are allowed. A fix that renames changes every place in the project, but
not the data that come from outside; that is why it is only offered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.lookalikes import HIDDEN_IN_NAMES, HIDDEN_IN_TEXTS, odd_letters, skeleton
from maflow.compiler.lint.rule import Rule
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text, items
from maflow.dsl.source import Span
from maflow.dsl.tokens import RESERVED_WORDS

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA006 confusable-name：看上去与实际不同的名称、文本或注释。

发现什么：名称的一个单词里混用不同字母表的字母（拉丁字母中夹着西里尔字母 `\u0441`），与另一个名称看上去完全
相同的名称，全角字母，以及名称、文本和注释中看不见的字符或改变书写方向的字符。

为何重要：屏幕上一模一样的两个人群，对程序来说是两个人群。借助改变书写方向的字符，审核的人看到的
可以与客户收到的不同。

```ma
# language: zh-CN
事件 访问 { }
人群 会员\uff21 = 做过(访问, 历来)
```

如何改正：切换到半角，用同一种键盘布局重新输入名称。

```ma
# language: zh-CN
事件 访问 { }
人群 会员A = 做过(访问, 历来)
```

说明：中文与拉丁字母同在一个名称里（`会员id`）很正常，不报告；用 `_` 连接的不同文字也不报告，除非其中某个词会
被误读。文本中允许 👩\u200d👧 这类表情所需的连接符，以及阿拉伯文、希伯来文所需的标记。重命名会改动项目中的
每一处，但改不了外部来的数据，所以只作为建议。
"""

_WORD = re.compile(r"[^\W\d]\w*")


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report what is not what it looks like.

    Reports: MA006.
    """
    suspects = frozenset(
        module.path for module in project.modules if not context.sources[module.path].text.isascii()
    )
    if suspects:
        _Names(project, context, suspects).check()
        _check_texts(project, context, suspects)
        _check_comments(project, context, suspects)


class _Names:
    """The names of a project that are not plain ASCII, and all names that are declared."""

    def __init__(self, project: ResolvedProject, context: CompileContext, suspects: frozenset[str]) -> None:
        self.context = context
        self.declared = _declared(project)
        self.places: dict[str, list[Span]] = defaultdict(list)
        for name, _, module in project.nodes.all(ast.Name):
            if module.path in suspects and not name.text.isascii():
                self.places[name.text].append(name.span)

    def check(self) -> None:
        """Report each name once, where it is declared, or else where it is first used."""
        seen: dict[str, str] = {}
        odd = {name for name in self.places if skeleton(name) != name or odd_letters(name)}
        if not odd:
            return
        for name in self.declared:
            if name not in odd:
                seen.setdefault(skeleton(name), name)
        for name in self.places:
            if name in odd:
                twin = seen.setdefault(skeleton(name), name)
                self.check_name(name, twin if twin != name and twin in self.declared else None)

    def check_name(self, name: str, twin: str | None) -> None:
        """Report the worst that can be said of a name."""
        letters = (*dict.fromkeys(HIDDEN_IN_NAMES.findall(name)), *odd_letters(name))
        if twin is not None:
            self.report_twin(name, twin, letters)
        elif letters:
            is_hidden = HIDDEN_IN_NAMES.search(name) is not None
            key = "MA006.hidden-in-name" if is_hidden else "MA006.odd-letters"
            args = {"name": name, "letters": _shown(letters)}
            self.context.report("MA006", self.place(name), key, args=args, fixes=list(self.renaming(name)))

    def report_twin(self, name: str, twin: str, letters: tuple[str, ...]) -> None:
        """Report a name that looks like a declared one; a name that nothing declares was meant to be it."""
        is_declared = name in self.declared
        self.context.report(
            "MA006",
            self.place(name),
            "MA006.looks-like",
            args={"name": name, "twin": twin},
            labels=[Label(self.declared[twin], Text("MA006.other-name"))],
            notes=[Text("MA006.letters", {"letters": _shown(letters)})] if letters else [],
            help=[Text("MA006.rename-one")] if is_declared else [],
            fixes=[] if is_declared else [self.rename(name, twin)],
        )

    def place(self, name: str) -> Span:
        """Return where a name is declared, or else where it is first used."""
        return self.declared.get(name) or self.places[name][0]

    def renaming(self, name: str) -> Iterator[Fix]:
        """Offer the plain spelling of a name, where there is one."""
        plain = skeleton(name)
        is_plain = not odd_letters(plain) and _WORD.fullmatch(plain) is not None
        if is_plain and plain not in RESERVED_WORDS:
            yield self.rename(name, plain)

    def rename(self, name: str, other: str) -> Fix:
        """Return the fix that writes another name wherever this one stands."""
        edits = tuple(Edit(span, other) for span in dict.fromkeys(self.places[name]))
        return Fix(Text("fix.write", {"text": other}), Applicability.SUGGEST, edits)


def _declared(project: ResolvedProject) -> Mapping[str, Span]:
    """Return all names that anything declares, each with the first place."""
    found: dict[str, Span] = {}
    for table in project.symbols.tables.values():
        for symbol in table.values():
            found.setdefault(symbol.name, symbol.span)
    for declared, _, _ in project.nodes.all(ast.Property):
        found.setdefault(declared.name.text, declared.name.span)
    return found


def _check_texts(project: ResolvedProject, context: CompileContext, suspects: frozenset[str]) -> None:
    for text, _, module in project.nodes.all(ast.TextLiteral):
        if module.path in suspects:
            _check_hidden(text.span, "MA006.hidden-in-text", context)


def _check_comments(project: ResolvedProject, context: CompileContext, suspects: frozenset[str]) -> None:
    for module in project.modules:
        if module.path in suspects:
            for comment in module.comments:
                _check_hidden(comment.span, "MA006.hidden-in-comment", context)


def _check_hidden(span: Span, key: str, context: CompileContext) -> None:
    """Report the characters of a text or a comment that cannot be seen, all together."""
    raw = context.sources[span.file].slice(span)
    found = list(HIDDEN_IN_TEXTS.finditer(raw))
    if not found:
        return
    places = [Span(span.file, span.start + match.start(), span.start + match.end()) for match in found]
    is_text = key == "MA006.hidden-in-text"
    edits = [
        Edit(place, f"\\u{{{ord(match[0]):x}}}" if is_text else "")
        for place, match in zip(places, found, strict=True)
    ]
    title = Text("MA006.escape" if is_text else "MA006.remove")
    args = {"letters": _shown(tuple(dict.fromkeys(match[0] for match in found)))}
    fix = Fix(title, Applicability.SUGGEST, tuple(edits))
    context.report("MA006", places[0], key, args=args, fixes=[fix])


def _shown(letters: tuple[str, ...]) -> str:
    return items(map(_shown_letter, letters))


def _shown_letter(char: str) -> str:
    code = f"U+{ord(char):04X}"
    if HIDDEN_IN_NAMES.match(char):
        return code
    alike = skeleton(char)
    return f"`{char}` {code}" + (f" ≠ `{alike}`" if alike != char else "")


RULE = Rule(code="MA006", manual_zh=MANUAL_ZH, check=check)
