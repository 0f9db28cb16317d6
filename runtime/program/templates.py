"""Templates as data: what a text of a message is made of, values and places resolved.

A template is Liquid, of which the compiler lowers the common part to the nodes below; a host generates
Python from them. What is beyond them is a `Fallback`, which python-liquid renders at run time. Both print
alike: `maflow.runtime.codegen.template_values` says how.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from maflow.runtime.program.types import ValueKind, ValueType

__all__ = [
    "COMPILED_FILTERS",
    "NOW",
    "ZONE",
    "Arm",
    "Assign",
    "Both",
    "Capture",
    "Case",
    "Compare",
    "Condition",
    "Either",
    "Fallback",
    "Filter",
    "Filtered",
    "If",
    "IsFalse",
    "IsTrue",
    "Jump",
    "Literal",
    "Local",
    "Loop",
    "LoopPart",
    "LoopPartKind",
    "Nothing",
    "NothingKind",
    "Operand",
    "Operator",
    "Output",
    "Part",
    "Range",
    "Template",
    "TemplateNode",
    "Variable",
    "VariableUse",
    "When",
]

# Each filter that generated Python knows, and how many arguments it may have. `html` is no filter of
# Liquid: the compiler puts it where a value goes into HTML.
COMPILED_FILTERS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "default": (1, 1),
        "money": (0, 0),
        "date": (1, 1),
        "html": (0, 0),
        "size": (0, 0),
        **dict.fromkeys(("abs", "ceil", "floor"), (0, 0)),
        **dict.fromkeys(("at_least", "at_most", "divided_by", "minus", "modulo", "plus", "times"), (1, 1)),
        "round": (0, 1),
        **dict.fromkeys(
            "base64_decode base64_encode base64_url_safe_decode base64_url_safe_encode capitalize downcase "
            "escape escape_once escapejs lstrip newline_to_br rstrip safe squish strip strip_newlines upcase "
            "url_decode url_encode".split(),
            (0, 0),
        ),
        **dict.fromkeys(("append", "prepend", "remove", "remove_first", "remove_last"), (1, 1)),
        **dict.fromkeys(("replace", "replace_first"), (1, 2)),
        "replace_last": (2, 2),
        "slice": (1, 2),
        "split": (1, 1),
        **dict.fromkeys(("truncate", "truncatewords"), (0, 2)),
        "join": (0, 1),
        **dict.fromkeys(
            ("compact", "first", "last", "reverse", "sort", "sort_natural", "sum", "uniq"), (0, 0)
        ),
        "concat": (1, 1),
    }
)


class _Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What every piece of a template is."""


class Variable(_Node, frozen=True, gc=False):
    """A value that comes from outside.

    Shape: `path` is `("user", "name")`, `("entry", "value")`, `("offer", "face")`, `("now",)`, `("today",)`,
    `("unsubscribe_link",)`, or `("zone",)`: the name of the user's time zone. `type` is None where the
    senders of a message do not agree on it; the host then hands over a value that says of itself what it
    is (`template_values.wrapped`). `digits` are those of the minor unit, for money.
    """

    path: tuple[str, ...]
    type: ValueType | None
    digits: int = 2


NOW = Variable(("now",), ValueType(ValueKind.MOMENT))
ZONE = Variable(("zone",), ValueType(ValueKind.TIMEZONE))


class Literal(_Node, frozen=True, tag="=", gc=False):
    """A value written down; None is `nil`."""

    value: str | int | float | bool | None


class NothingKind(enum.StrEnum):
    """What a value can be compared with to see whether there is anything in it."""

    EMPTY = "empty"
    BLANK = "blank"


class Nothing(_Node, frozen=True, tag="nothing", gc=False):
    """`empty` or `blank`, on one side of a comparison."""

    kind: NothingKind


class VariableUse(_Node, frozen=True, tag="var", gc=False):
    """A variable from outside, by its place in the template's `variables`."""

    index: int


class Local(_Node, frozen=True, tag="local", gc=False):
    """A variable of the template's own; each name, and each loop, has a slot of its own."""

    slot: int


class LoopPartKind(enum.StrEnum):
    """What `forloop` tells of a round."""

    FIRST = "first"
    INDEX = "index"
    INDEX0 = "index0"
    LAST = "last"
    LENGTH = "length"
    RINDEX = "rindex"
    RINDEX0 = "rindex0"


class LoopPart(_Node, frozen=True, tag="forloop", gc=False):
    """`forloop.index` and its like, of the loop with this slot."""

    slot: int
    part: LoopPartKind


class Part(_Node, frozen=True, tag=".", gc=False):
    """A part of a value: `size`, `first`, `last`, or the item with a number."""

    value: Operand
    key: str | int


class Range(_Node, frozen=True, tag="..", gc=False):
    """`(first..last)`, both included."""

    first: Operand
    last: Operand


Operand: TypeAlias = Literal | Nothing | VariableUse | Local | LoopPart | Part | Range


class Filter(_Node, frozen=True, gc=False):
    """A filter; `allows_false` is what `default` may be told."""

    name: str
    arguments: tuple[Operand, ...] = ()
    allows_false: bool = False


class Filtered(_Node, frozen=True, gc=False):
    """A value and what is done to it in order; `source` is how it is written, for errors."""

    value: Operand
    filters: tuple[Filter, ...] = ()
    source: str = ""


class Operator(enum.StrEnum):
    """How two values are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    LESS_EQUAL = "<="
    MORE = ">"
    MORE_EQUAL = ">="
    CONTAINS = "contains"


class IsTrue(_Node, frozen=True, tag="true", gc=False):
    """A value alone: neither nothing nor `false`."""

    value: Operand


class IsFalse(_Node, frozen=True, tag="not", gc=False):
    """A condition that does not hold: what `unless` asks."""

    condition: Condition


class Compare(_Node, frozen=True, tag="compare", gc=False):
    """Two values and a sign between them."""

    left: Operand
    operator: Operator
    right: Operand


class Both(_Node, frozen=True, tag="and", gc=False):
    """Both conditions."""

    left: Condition
    right: Condition


class Either(_Node, frozen=True, tag="or", gc=False):
    """One condition or the other."""

    left: Condition
    right: Condition


Condition: TypeAlias = IsTrue | IsFalse | Compare | Both | Either


class Output(_Node, frozen=True, tag="print", gc=False):
    """`{{ … }}`."""

    expression: Filtered


class Assign(_Node, frozen=True, tag="assign", gc=False):
    """`{% assign x = … %}`."""

    slot: int
    expression: Filtered


class Capture(_Node, frozen=True, tag="capture", gc=False):
    """`{% capture x %}…{% endcapture %}`."""

    slot: int
    body: tuple[TemplateNode, ...]


class Arm(_Node, frozen=True, gc=False):
    """A condition, how it is written, and what follows where it holds."""

    condition: Condition
    body: tuple[TemplateNode, ...]
    source: str = ""


class If(_Node, frozen=True, tag="if", gc=False):
    """`{% if %}` or `{% unless %}`: the first arm that holds."""

    arms: tuple[Arm, ...]
    otherwise: tuple[TemplateNode, ...] = ()


class When(_Node, frozen=True, gc=False):
    """What follows where the subject equals one of the values."""

    values: tuple[Literal, ...]
    body: tuple[TemplateNode, ...]


class Case(_Node, frozen=True, tag="case", gc=False):
    """`{% case x %}`; no value stands twice, so that at most one arm is met."""

    subject: Operand
    arms: tuple[When, ...]
    otherwise: tuple[TemplateNode, ...] = ()


class Loop(_Node, frozen=True, tag="for", gc=False):
    """`{% for x in … %}`; `otherwise` follows where there is nothing to go through."""

    slot: int
    over: Operand
    body: tuple[TemplateNode, ...]
    otherwise: tuple[TemplateNode, ...] = ()
    limit: Operand | None = None
    offset: Operand | None = None
    is_reversed: bool = False
    source: str = ""


class Jump(_Node, frozen=True, tag="jump", gc=False):
    """`{% break %}` or `{% continue %}`."""

    is_break: bool


TemplateNode: TypeAlias = str | Output | Assign | Capture | If | Case | Loop | Jump
"""A text stands for itself."""


class Fallback(msgspec.Struct, frozen=True, omit_defaults=True):
    """A template that python-liquid renders; in HTML what comes from outside is escaped."""

    source: str
    is_html: bool = False


class Template(msgspec.Struct, frozen=True, omit_defaults=True):
    """A template and the values that it is rendered from, in the order in which it takes them.

    Example:
        >>> name = Variable(("user", "name"), ValueType(ValueKind.TEXT))
        >>> Template((name,), ("Hello, ", Output(Filtered(VariableUse(0))))).needs_liquid
        False
    """

    variables: tuple[Variable, ...]
    content: tuple[TemplateNode, ...] | Fallback

    @property
    def needs_liquid(self) -> bool:
        """Tell whether python-liquid is needed to render it."""
        return isinstance(self.content, Fallback)
