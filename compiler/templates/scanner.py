"""Splits a template into text, `{{ … }}` and `{% … %}`.

Markup ends at the first closing braces, even between quotes: so does Liquid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from maflow.compiler.templates.problems import TemplateEdit, TemplateProblem
from maflow.dsl.diagnostics import Text

__all__ = ["MOST_PROBLEMS", "Markup", "Scan", "scan"]

MOST_PROBLEMS = 50

_OPENING = re.compile(r"\{[{%]-?")
_TAG_OPENING = re.compile(r"\{%-?")
_CLOSING = {"{{": "}}", "{%": "%}"}
_NAME = re.compile(r"\s*(#|\w+)\s*")
_VERBATIM = ("raw", "doc", "comment")
_END = {name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in ("raw", "doc")}
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
    """The pieces of a template, in order. `is_doubtful`: some markup has no end, so blocks may seem open."""

    value: str
    pieces: list[Markup] = field(default_factory=list)
    problems: list[TemplateProblem] = field(default_factory=list)
    is_doubtful: bool = False


def scan(value: str) -> Scan:
    """Split a template; after many mistakes the rest is left alone."""
    result = Scan(value)
    at, swallows = 0, False
    closings = dict.fromkeys(_CLOSING, 0)
    while len(result.problems) < MOST_PROBLEMS and (opening := _OPENING.search(value, at)):
        _add_text(result, at, opening.start(), swallows, opening[0].endswith("-"))
        at, swallows = _add_markup(result, opening, _closing(value, opening, closings))
    _add_text(result, at, len(value), swallows, False)
    return result


def _closing(value: str, opening: re.Match[str], known: dict[str, int]) -> int:
    """Return where the next closing braces of a kind are; `known` saves looking for them again."""
    sign, start = opening[0][:2], opening.start() + 2
    if 0 <= known[sign] < start:
        known[sign] = value.find(_CLOSING[sign], start)
    return known[sign]


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
    if value.find("{{", start, end) < 0 and value.find("{%", start, end) < 0:
        return None
    found = (m for m in _TEXT_OR_OPENING.finditer(value, start, end) if m[0][0] == "{")
    return next((m.start() for m in found), None)


def _stripped(value: str, start: int, end: int) -> tuple[int, int]:
    text = value[start:end]
    left = len(text) - len(text.lstrip())
    return start + left, max(start + left, start + len(text.rstrip()))


def _unclosed(result: Scan, start: int, inner: int | None) -> int:
    """Report markup without an end and return where to go on; one brace is taken for an end."""
    value = result.value
    half = _HALF_CLOSED.match(value, start)
    key = "MA606.unclosed-output" if value.startswith("{{", start) else "MA606.unclosed-tag"
    if half is None:
        result.problems.append(TemplateProblem(start, start + 2, Text(key)))
        result.is_doubtful = True
        return len(value) if inner is None else inner
    end = half.end()
    sign = _CLOSING[value[start : start + 2]]
    result.problems.append(TemplateProblem(start, end, Text(key), (TemplateEdit(end - 1, end, sign),)))
    name = _NAME.match(value, start + 2, end - 1)
    if sign == "}}":
        result.pieces.append(Markup("", start, end, *_stripped(value, start + 2, end - 1)))
    elif name:
        inner_place = _stripped(value, name.end(), end - 1)
        result.pieces.append(Markup(name[1], start, end, *inner_place, name.start(1)))
    return end


def _skip_verbatim(result: Scan, tag: Markup) -> tuple[int, bool]:
    """Pass over what is no markup: keep the text of `raw`, drop that of `doc` and `comment`."""
    value, name = result.value, str(tag.tag)
    closing = _comment_end(value, tag.end) if name == "comment" else _verbatim_end(value, name, tag.end)
    if closing is None:
        args = {"tag": name, "end": f"end{name}"}
        result.problems.append(TemplateProblem(tag.start, tag.end, Text("MA606.unclosed-block", args)))
        result.is_doubtful = True
        return len(value), False
    start, end = closing
    if name == "raw" and tag.end < start:
        result.pieces.append(Markup(None, tag.end, start, tag.end, start))
    return end, value[end - 3] == "-"


def _verbatim_end(value: str, name: str, at: int) -> tuple[int, int] | None:
    match = _END[name].search(value, at)
    return match.span() if match else None


def _comment_end(value: str, at: int) -> tuple[int, int] | None:
    """Return the place of the tag that ends a comment; comments nest, other markup is passed over whole.

    What is found missing once is not looked for again, so that no text takes long.
    """
    depth, openings, unended = 1, _OPENING, set[str]()
    closings = dict.fromkeys(_CLOSING, 0)
    while opening := openings.search(value, at):
        closing = _closing(value, opening, closings)
        start, at = opening.start(), closing + 2
        if opening[0].startswith("{{"):
            if closing < 0:
                at, openings = start + 1, _TAG_OPENING
            continue
        if closing < 0:
            return None
        name = _NAME.match(value, opening.end(), closing)
        if name is None:
            at = start + 1
            continue
        word = name[1]
        depth += {"comment": 1, "endcomment": -1}.get(word, 0)
        if depth == 0:
            return start, at
        if word in _END and word not in unended and value[name.end() : closing] in ("", "-"):
            verbatim = _verbatim_end(value, word, at)
            at = verbatim[1] if verbatim else at
            unended.update(() if verbatim else (word,))
    return None
