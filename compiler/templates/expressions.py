"""Reads what stands inside `{{ … }}` and behind the name of a tag.

The first mistake of an expression is kept; from there on the reader sees its end, so that one mistake
gives one message. What is accepted here python-liquid accepts too, and reads alike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from maflow.compiler.templates.lexer import Token, read_tokens
from maflow.compiler.templates.nodes import (
    Argument,
    Comparison,
    Condition,
    Constant,
    ConstantKind,
    FilterCall,
    Filtered,
    Logical,
    Path,
    RangeValue,
    Segment,
    Value,
)
from maflow.compiler.templates.problems import TemplateProblem
from maflow.compiler.templates.surprises import surprise
from maflow.dsl.diagnostics import Text

__all__ = ["ExpressionReader"]

_CONSTANTS = {
    "true": ConstantKind.TRUE,
    "false": ConstantKind.FALSE,
    "nil": ConstantKind.NIL,
    "null": ConstantKind.NIL,
    "empty": ConstantKind.EMPTY,
    "blank": ConstantKind.BLANK,
}
_COMPARISONS = frozenset(("==", "!=", "<>", "<", ">", "<=", ">=", "contains"))
_LONGEST_NUMBER = 18
_DEEPEST = 10
_MOST_TERMS = 50
_MOST_SEGMENTS = 20

_T = TypeVar("_T")


class ExpressionReader:
    """Reads one expression from left to right. `problem` is the first mistake."""

    def __init__(self, value: str, start: int, end: int) -> None:
        self.problem: TemplateProblem | None = None
        self._value = value
        self._tokens = read_tokens(value, start, end)
        self._at = 0
        self._depth = 0
        self._is_condition = False

    def whole(self, read: Callable[[], _T], *expected: str) -> _T:
        """Read something that must reach to the end; `expected` is what else could have followed."""
        result = read()
        if self._tokens[self._at][0] != "end":
            self.fail(*(expected or ("end",)))
        return result

    def nothing(self) -> None:
        """Expect the end at once."""

    def fail(self, *expected: str) -> None:
        """Keep that something else was expected here, unless a mistake was found before."""
        if self.problem is None:
            self.problem = surprise(
                self._value, self._tokens, self._at, expected, is_condition=self._is_condition
            )
        self._at = len(self._tokens) - 1

    def _exceed(self, key: str, limit: int) -> None:
        """Keep that there is too much of something here, unless a mistake was found before."""
        if self.problem is None:
            _, _, start, end = self._tokens[self._at]
            self.problem = TemplateProblem(start, end, Text(key, {"limit": str(limit)}))
        self._at = len(self._tokens) - 1

    def next_is(self, kind: str, text: str | None = None) -> bool:
        """Tell whether the next token is of that kind, and that text."""
        token = self._tokens[self._at]
        return token[0] == kind and (text is None or token[1] == text)

    def skip(self, kind: str, text: str | None = None) -> bool:
        """Pass over the next token if it is of that kind, and that text."""
        found = self.next_is(kind, text)
        self._at += found and kind != "end"
        return found

    def expect(self, kind: str, expected: str) -> Token:
        """Take a token of that kind; else fail and return the one that is there."""
        token = self._tokens[self._at]
        if token[0] == kind:
            self._at += kind != "end"
        else:
            self.fail(expected)
        return token

    def name(self) -> Segment:
        """Read the name of a variable that a tag makes."""
        token = self._tokens[self._at]
        if token[0] != "word" or token[1].endswith("?"):
            self.fail("variable")
        else:
            self._at += 1
        return Segment(token[2], token[3], token[1])

    def filtered(self) -> Filtered:
        """Read a value and its filters."""
        value = self.value()
        filters: list[FilterCall] = []
        while len(filters) < _MOST_TERMS and self.skip("|"):
            filters.append(self._filter())
        if self.next_is("|"):
            self._exceed("MA606.too-many-filters", _MOST_TERMS)
        return Filtered(value.start, filters[-1].end if filters else value.end, value, tuple(filters))

    def value(self) -> Value:
        """Read a value: a constant, a variable or a range."""
        kind, text, start, end = self._tokens[self._at]
        if kind == "word":
            return self._path()
        self._at += 1
        if kind == "string":
            return Constant(start, end, ConstantKind.TEXT, text[1:-1])
        if kind in ("integer", "number") and len(text) <= _LONGEST_NUMBER:
            return Constant(start, end, ConstantKind(kind), text)
        if kind == "reserved" and text in _CONSTANTS:
            return Constant(start, end, _CONSTANTS[text], text)
        if kind == "(" and self._depth < _DEEPEST and any(t[0] == ".." for t in self._tokens[self._at :]):
            return self._range(start)
        self._at -= 1
        self.fail("value")
        return Constant(start, end, ConstantKind.NIL, text)

    def condition(self) -> Condition:
        """Read a condition; `and` and `or` group from the right."""
        self._is_condition = True
        parts = [(self._comparison(), "")]
        while len(parts) < _MOST_TERMS and (word := self._junction()):
            parts.append((self._comparison(), word))
        if self.next_is("reserved", "and") or self.next_is("reserved", "or"):
            self._exceed("MA606.too-many-conditions", _MOST_TERMS)
        result: Condition
        result, word = parts.pop()
        while parts:
            left, before = parts.pop()
            result = Logical(left.start, result.end, left, word == "and", result)
            word = before
        return result

    def arguments(self) -> tuple[Argument, ...]:
        """Read the arguments of a filter, after the colon."""
        found = [self._argument()]
        while self.skip(","):
            found.append(self._argument())
        return tuple(found)

    def values(self, *, or_too: bool = False) -> tuple[Value, ...]:
        """Read values with commas between them; `or_too`: or the word `or`."""
        found = [self.value()]
        while self.skip(",") or (or_too and self.skip("reserved", "or")):
            found.append(self.value())
        return tuple(found)

    def _filter(self) -> FilterCall:
        _, name, start, end = self.expect("word", "filter")
        if self.problem is not None:
            return FilterCall(start, start, "")
        arguments = self.arguments() if self.skip(":") else ()
        return FilterCall(start, arguments[-1].end if arguments else end, name, arguments)

    def _argument(self) -> Argument:
        kind, text, start, _ = self._tokens[self._at]
        if kind == "word" and self._tokens[self._at + 1][0] == ":":
            self._at += 2
            value = self.value()
            return Argument(start, value.end, text, value)
        if kind == "reserved" and text in ("empty", "blank"):
            self.fail("value")
        value = self.value()
        return Argument(value.start, value.end, None, value)

    def _path(self) -> Path:
        _, text, start, end = self._tokens[self._at]
        self._at += 1
        segments = [Segment(start, end, text)]
        while True:
            if self.skip("."):
                _, text, first, end = self.expect("word", "name")
                segments.append(Segment(first, end, text))
            elif self.skip("["):
                segments.append(self._index())
                end = self.expect("]", "bracket")[3]
            else:
                return Path(start, end, tuple(segments))
            if len(segments) > _MOST_SEGMENTS:
                self._exceed("MA606.too-many-names", _MOST_SEGMENTS)
            if self.problem is not None:
                return Path(start, segments[0].end, tuple(segments[:1]))

    def _index(self) -> Segment:
        kind, text, start, end = self._tokens[self._at]
        if kind == "word" and self._depth < _DEEPEST:
            self._depth += 1
            path = self._path()
            self._depth -= 1
            return Segment(path.start, path.end, path)
        if kind == "string":
            self._at += 1
            return Segment(start + 1, end - 1, text[1:-1])
        if kind == "integer" and len(text) <= _LONGEST_NUMBER:
            self._at += 1
            return Segment(start, end, int(text))
        self.fail("index")
        return Segment(start, end, 0)

    def _range(self, start: int) -> RangeValue:
        self._depth += 1
        first = self.value()
        self.expect("..", "range")
        last = self.value()
        end = self.expect(")", "parenthesis")[3]
        self._depth -= 1
        return RangeValue(start, end, first, last)

    def _junction(self) -> str:
        return next((word for word in ("and", "or") if self.skip("reserved", word)), "")

    def _comparison(self) -> Comparison:
        left = self.value()
        sign = self._tokens[self._at]
        if sign[0] not in _COMPARISONS and sign[:2] != ("reserved", "contains"):
            return Comparison(left.start, left.end, left)
        self._at += 1
        right = self.value()
        return Comparison(left.start, right.end, left, sign[1], right)
