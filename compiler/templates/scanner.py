"""Splits a template into text, `{{ … }}` and `{% … %}`.

Markup ends at the first closing braces, even between quotes: so does Liquid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from maflow.compiler.templates.problems import TemplateEdit, TemplateProblem
from maflow.dsl.diagnostics import Text

__all__ = ["Markup", "Scan", "scan"]

_OPENING = re.compile(r"\{[{%]-?")
_CLOSING = {"{{": "}}", "{%": "%}"}
_NAME = re.compile(r"\s*(#|\w+)\s*")
_VERBATIM = ("raw", "doc", "comment")
_END = {name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in ("raw", "doc")}
_IN_COMMENT = re.compile(
    r"\{\{(?:(?!\}\}).)*\}\}|\{%-?\s*(?P<name>#|\w+)(?P<bare>\s*-?%\})?(?(bare)|(?:(?!%\}).)*%\})", re.DOTALL
)
_TEXT_OR_OPENING = re.compile(r"""'[^']*'|"[^"]*"|\{[{%]""")
_HALF_CLOSED = re.compile(r"\{\{[^{}%\n]*\}|\{%[^{}%\n]*[%}]")


class Markup(msgspec.Struct, frozen=True, gc=False):
    """A piece of a template: text, output or tag.

    Shape: `tag` is the name of a tag, empty for an output, None for text; `inner_start` and `inner_end`
    bound the expression, or the text as it is sent.
    """

    tag: str | None
    start: int
    end: int
    inner_start: int
    inner_end: int
    name_start: int = 0


@dataclass(slots=True)
class Scan:
    """The pieces of a template, in order. `is_cut`: the end of the markup could not be found."""

    value: str
    pieces: list[Markup] = field(default_factory=list)
    problems: list[TemplateProblem] = field(default_factory=list)
    is_cut: bool = False


def scan(value: str) -> Scan:
    """Split a template."""
    result = Scan(value)
    at, swallows = 0, False
    while not result.is_cut and (opening := _OPENING.search(value, at)):
        _add_text(result, at, opening.start(), swallows, opening[0].endswith("-"))
        closing = value.find(_CLOSING[opening[0][:2]], opening.start() + 2)
        at, swallows = _add_markup(result, opening, closing)
    if not result.is_cut:
        _add_text(result, at, len(value), swallows, False)
    return result


def _add_text(result: Scan, start: int, end: int, swallows_left: bool, swallows_right: bool) -> None:
    text = result.value[start:end]
    inner_start = end - len(text.lstrip()) if swallows_left else start
    inner_end = start + len(text.rstrip()) if swallows_right else end
    if inner_start < inner_end:
        result.pieces.append(Markup(None, start, end, inner_start, inner_end))


def _add_markup(result: Scan, opening: re.Match[str], closing: int) -> tuple[int, bool]:
    """Add what an opening begins; return where to go on, and whether spaces there are swallowed."""
    value, start = result.value, opening.start()
    if closing < 0:
        return _unclosed(result, start, None), False
    swallows = closing > opening.end() and value[closing - 1] == "-"
    inner_end = closing - swallows
    is_output = opening[0].startswith("{{")
    name = None if is_output else _NAME.match(value, opening.end(), inner_end)
    is_comment = name is not None and name[1] == "#"
    inner = None if is_comment else _inner_opening(value, opening.end(), closing)
    if inner is not None:
        return _unclosed(result, start, inner), False
    end = closing + 2
    if is_output:
        result.pieces.append(Markup("", start, end, *_stripped(value, opening.end(), inner_end)))
    elif name is None:
        result.problems.append(TemplateProblem(start, end, Text("MA606.empty-tag")))
    else:
        tag = Markup(name[1], start, end, *_stripped(value, name.end(), inner_end), name.start(1))
        if name[1] in _VERBATIM and tag.inner_start == tag.inner_end:
            return _skip_verbatim(result, tag)
        result.pieces.append(tag)
    return end, swallows


def _inner_opening(value: str, start: int, end: int) -> int | None:
    """Return where other markup begins before this one has ended."""
    if end < 0 or ("{{" not in value[start:end] and "{%" not in value[start:end]):
        return None
    found = (m for m in _TEXT_OR_OPENING.finditer(value, start, end) if m[0][0] == "{")
    return next((m.start() for m in found), None)


def _stripped(value: str, start: int, end: int) -> tuple[int, int]:
    text = value[start:end]
    left = len(text) - len(text.lstrip())
    return start + left, max(start + left, start + len(text.rstrip()))


def _unclosed(result: Scan, start: int, inner: int | None) -> int:
    value = result.value
    half = _HALF_CLOSED.match(value, start)
    end = half.end() if half else start + 2
    key = "MA606.unclosed-output" if value.startswith("{{", start) else "MA606.unclosed-tag"
    edits = _completed(value, half) if half else ()
    result.problems.append(TemplateProblem(start, end, Text(key), edits))
    result.is_cut = inner is None
    return len(value) if inner is None else inner


def _completed(value: str, half: re.Match[str]) -> tuple[TemplateEdit, ...]:
    end = half.end()
    if value.startswith("{{", half.start()):
        return (TemplateEdit(end, end, "}"),)
    missing_before = value[end - 1] == "}"
    return (TemplateEdit(end - 1, end - 1, "%") if missing_before else TemplateEdit(end, end, "}"),)


def _skip_verbatim(result: Scan, tag: Markup) -> tuple[int, bool]:
    """Pass over what is no markup: keep the text of `raw`, drop that of `doc` and `comment`."""
    value, name = result.value, str(tag.tag)
    closing = _comment_end(value, tag.end) if name == "comment" else _END[name].search(value, tag.end)
    if closing is None:
        args = {"tag": name, "end": f"end{name}"}
        result.problems.append(TemplateProblem(tag.start, tag.end, Text("MA606.unclosed-block", args)))
        result.is_cut = True
        return len(value), False
    if name == "raw" and tag.end < closing.start():
        result.pieces.append(Markup(None, tag.end, closing.start(), tag.end, closing.start()))
    return closing.end(), closing[0].endswith("-%}")


def _comment_end(value: str, at: int) -> re.Match[str] | None:
    """Return the tag that ends a comment; comments nest, and markup inside them is passed over whole."""
    depth = 1
    while match := _IN_COMMENT.search(value, at):
        at = match.end()
        name = match["name"]
        if name == "comment":
            depth += 1
        elif name == "endcomment":
            depth -= 1
        elif name in _END and match["bare"] is not None and (verbatim := _END[name].search(value, at)):
            at = verbatim.end()
        if depth == 0:
            return match
    return None
