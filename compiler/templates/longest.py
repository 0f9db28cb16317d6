"""The longest text that a template can become.

Values whose length is not known are taken to be as long as `ASSUMED` says, and to be written in the
alphabet of the text around them: a name does not make an English text UCS-2. Choices are taken as they are,
the longest one counting. A list has `LIST_LENGTH` values unless the template says how many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import assert_never

import msgspec

from maflow.compiler.templates.facts import Resolved, TemplateScope
from maflow.compiler.templates.filter_lengths import filtered_texts
from maflow.compiler.templates.nodes import (
    Assign,
    Capture,
    Case,
    Constant,
    ConstantKind,
    Counter,
    Cycle,
    Echo,
    Filtered,
    IfChanged,
    IfNode,
    Jump,
    LoopNode,
    Output,
    Path,
    RangeValue,
    TemplateNode,
    TemplateText,
    Value,
)
from maflow.compiler.templates.segments import foreign_characters, septets, utf16_units

__all__ = ["ASSUMED", "LIST_LENGTH", "Longest", "longest_text"]

ASSUMED: Mapping[str, int] = MappingProxyType(
    {
        "boolean": 5,
        "channel": 10,
        "date": 10,
        "duration": 8,
        "email": 30,
        "integer": 6,
        "moment": 16,
        "money": 12,
        "number": 8,
        "phone": 14,
        "text": 12,
        "time": 5,
        "timezone": 16,
        "url": 30,
    }
)
LIST_LENGTH = 3

_MOST_TIMES = 100
_MOST_CHARACTERS = 5_000
_MOST_TEXTS = 20


class Longest(msgspec.Struct, frozen=True):
    """The longest texts: in the GSM 7-bit alphabet, of any kind, and with a character outside that alphabet.

    Shape: `plain` and `foreign` are None where there is no such text.
    """

    plain: str | None
    any: str
    foreign: str | None

    def followed_by(self, other: Longest) -> Longest:
        """Return the longest texts of both, one after the other."""
        plain = None if self.plain is None or other.plain is None else _cut(self.plain + other.plain)
        foreign = [
            *([] if self.foreign is None else [_cut(self.foreign + other.any)]),
            *([] if other.foreign is None else [_cut(self.any + other.foreign)]),
        ]
        return Longest(plain, _cut(self.any + other.any), max(foreign, key=utf16_units, default=None))

    def texts(self) -> list[str]:
        """Return the candidates for the longest text."""
        return list(dict.fromkeys(text for text in (self.plain, self.any, self.foreign) if text is not None))


def longest_text(
    nodes: tuple[TemplateNode, ...], scope: TemplateScope, lengths: Mapping[str, int] = ASSUMED
) -> Longest:
    """Return the longest texts that these nodes can become."""
    return _Measure(scope, lengths).nodes(nodes)


class _Measure:
    """Walks a template; `locals` holds what the template's own variables can be."""

    def __init__(self, scope: TemplateScope, lengths: Mapping[str, int]) -> None:
        self._scope = scope
        self._lengths = lengths
        self._locals: dict[str, list[str]] = {}

    def nodes(self, nodes: tuple[TemplateNode, ...]) -> Longest:
        """Return the longest texts of nodes in a row."""
        result = _EMPTY
        for node in nodes:
            result = result.followed_by(self._node(node))
        return result

    def _node(self, node: TemplateNode) -> Longest:
        match node:
            case TemplateText():
                return _longest_of([node.text])
            case Output() | Echo():
                return _longest_of(self._filtered(node.expression))
            case IfNode() | Case():
                ways = [self.nodes(arm.body) for arm in node.arms]
                return _either([*ways, self.nodes(node.otherwise)])
            case LoopNode():
                return self._loop(node)
            case Assign() | Capture() | Counter():
                return self._set(node)
            case Cycle():
                return _longest_of([text for value in node.values for text in self._texts(value)])
            case IfChanged():
                return self.nodes(node.body)
            case Jump():
                return _EMPTY
            case _:
                assert_never(node)

    def _set(self, node: Assign | Capture | Counter) -> Longest:
        known = self._locals.setdefault(str(node.variable.key), [])
        match node:
            case Assign():
                known.extend(self._filtered(node.expression))
            case Capture():
                known.extend(self.nodes(node.body).texts())
            case Counter():
                known.append("9" * self._lengths["integer"])
                return _longest_of(known)
            case _:
                assert_never(node)
        del known[_MOST_TEXTS:]
        return _EMPTY

    def _loop(self, node: LoopNode) -> Longest:
        name = str(node.variable.key)
        outer = self._locals.get(name)
        self._locals[name] = self._items(node.over)
        body = self.nodes(node.body)
        self._locals.pop(name)
        if outer is not None:
            self._locals[name] = outer
        result = _EMPTY
        for _ in range(_times(node)):
            result = result.followed_by(body)
        return _either([result, self.nodes(node.otherwise)])

    def _filtered(self, expression: Filtered) -> list[str]:
        texts = self._texts(expression.value)
        for call in expression.filters:
            others = [self._texts(argument.value) for argument in call.arguments if not argument.keyword]
            changed = filtered_texts(call, texts, others, self._lengths)
            texts = [_cut(text) for text in changed[:_MOST_TEXTS]]
        return texts

    def _texts(self, value: Value) -> list[str]:
        """Return the longest texts that a value can print."""
        if isinstance(value, Constant):
            is_printed = value.kind not in (ConstantKind.NIL, ConstantKind.EMPTY, ConstantKind.BLANK)
            return [value.text if is_printed else ""]
        if isinstance(value, RangeValue):
            return ["".join(self._items(value) * LIST_LENGTH)]
        if value.root in self._locals:
            return self._locals[value.root] or [""]
        found = self._resolved(value)
        if found.type == "list":
            return ["".join(self._items(value) * LIST_LENGTH)]
        return self._printed(found.type, found.values, found.longest)

    def _items(self, over: Value) -> list[str]:
        if isinstance(over, RangeValue):
            return ["9" * self._lengths["integer"]]
        found = self._resolved(over) if isinstance(over, Path) else Resolved(type=None)
        return self._printed(found.item, found.values, found.longest)

    def _printed(self, type_name: str | None, values: tuple[str, ...], longest: int | None) -> list[str]:
        if values:
            return sorted(values, key=utf16_units, reverse=True)[:_MOST_TEXTS]
        length = longest if longest is not None else self._lengths.get(type_name or "", self._lengths["text"])
        return ["x" * min(length, _MOST_CHARACTERS)]

    def _resolved(self, path: Path) -> Resolved:
        found = self._scope.resolve(path)
        return found if isinstance(found, Resolved) else Resolved(type=None)


_EMPTY = Longest("", "", None)


def _longest_of(texts: Iterable[str]) -> Longest:
    return _either(
        [
            Longest(None, text, text) if foreign_characters(text) else Longest(text, text, None)
            for text in texts
        ]
    )


def _either(ways: list[Longest]) -> Longest:
    """Return the longest of what different ways give."""
    plain = [way.plain for way in ways if way.plain is not None]
    foreign = [way.foreign for way in ways if way.foreign is not None]
    return Longest(
        max(plain, key=septets, default=None),
        max((way.any for way in ways), key=utf16_units, default=""),
        max(foreign, key=utf16_units, default=None),
    )


def _times(node: LoopNode) -> int:
    """Return how often a loop runs at most, as far as the template tells."""
    limits = [_integer(p.value) for p in node.parameters if p.keyword == "limit"]
    times = limits[0] if limits and limits[0] is not None else LIST_LENGTH
    if isinstance(node.over, RangeValue):
        first, last = _integer(node.over.first), _integer(node.over.last)
        if first is not None and last is not None:
            times = min(last - first + 1, *(limit for limit in limits if limit is not None), _MOST_TIMES)
    return max(0, min(times, _MOST_TIMES))


def _integer(value: Value) -> int | None:
    return int(value.text) if isinstance(value, Constant) and value.kind is ConstantKind.INTEGER else None


def _cut(text: str) -> str:
    return text[:_MOST_CHARACTERS]
