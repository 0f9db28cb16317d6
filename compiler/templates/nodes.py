"""The syntax tree of a Liquid template. Offsets are code points inside the template's text, end exclusive."""

from __future__ import annotations

import enum

import msgspec

__all__ = [
    "Argument",
    "Assign",
    "Capture",
    "Case",
    "Comparison",
    "Condition",
    "Constant",
    "ConstantKind",
    "Counter",
    "Cycle",
    "Echo",
    "FilterCall",
    "Filtered",
    "IfChanged",
    "IfNode",
    "Jump",
    "Logical",
    "LoopNode",
    "Output",
    "Path",
    "Piece",
    "RangeValue",
    "Segment",
    "Tag",
    "TemplateArm",
    "TemplateNode",
    "TemplateText",
    "Value",
    "When",
]


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A part of a template and where it stands."""

    start: int
    end: int


class ConstantKind(enum.Enum):
    """What can be written down in a template."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    TRUE = "true"
    FALSE = "false"
    NIL = "nil"
    EMPTY = "empty"
    BLANK = "blank"


class Constant(Piece, frozen=True, gc=False):
    """A value written down; `text` is without quotes."""

    kind: ConstantKind
    text: str


class Segment(Piece, frozen=True, gc=False):
    """One step of a path: `.name`, `["name"]`, `[0]` or `[path]`; the place is without dot and quotes."""

    key: str | int | Path


class Path(Piece, frozen=True, gc=False):
    """A variable. The first segment is the root, its key a name."""

    segments: tuple[Segment, ...]

    @property
    def root(self) -> str:
        """The name that the path begins with."""
        return str(self.segments[0].key)

    @property
    def keys(self) -> tuple[str | int | tuple[object, ...], ...]:
        """The path without places: two paths with equal keys mean the same."""
        return tuple(s.key.keys if isinstance(s.key, Path) else s.key for s in self.segments)


class RangeValue(Piece, frozen=True, gc=False):
    """`(first..last)`."""

    first: Value
    last: Value


Value = Constant | Path | RangeValue


class Argument(Piece, frozen=True, gc=False):
    """One argument of a filter, `keyword: value` or a value alone."""

    keyword: str | None
    value: Value


class FilterCall(Piece, frozen=True, gc=False):
    """`name: argument, …`; the place is that of the whole, without the bar."""

    name: str
    arguments: tuple[Argument, ...] = ()

    @property
    def name_end(self) -> int:
        """Where the name of the filter ends."""
        return self.start + len(self.name)


class Filtered(Piece, frozen=True, gc=False):
    """A value and what is done to it, in order."""

    value: Value
    filters: tuple[FilterCall, ...] = ()


class Comparison(Piece, frozen=True, gc=False):
    """A value alone, or two and the sign between them."""

    left: Value
    operator: str = ""
    right: Value | None = None


class Logical(Piece, frozen=True, gc=False):
    """`left and right` or `left or right`; Liquid groups from the right."""

    left: Comparison
    is_and: bool
    right: Condition


Condition = Comparison | Logical


class TemplateText(Piece, frozen=True, gc=False):
    """Text that is sent as it stands, spaces that the markup around it swallows left out."""

    text: str


class Output(Piece, frozen=True, gc=False):
    """`{{ … }}`; the place is that of the whole markup."""

    expression: Filtered


class Tag(Piece, frozen=True, gc=False):
    """What tags have: the name, and where it stands. The place is that of the opening markup."""

    name: str
    name_start: int


class Echo(Tag, frozen=True, gc=False):
    """`{% echo … %}`, another way to write an output."""

    expression: Filtered


class Assign(Tag, frozen=True, gc=False):
    """`{% assign x = … %}`."""

    variable: Segment
    expression: Filtered


class Capture(Tag, frozen=True, gc=False):
    """`{% capture x %}…{% endcapture %}`."""

    variable: Segment
    body: tuple[TemplateNode, ...]


class TemplateArm(Piece, frozen=True, gc=False):
    """`{% if … %}`, `{% unless … %}` or `{% elsif … %}` with what follows; the place is the markup."""

    condition: Condition
    is_negated: bool
    body: tuple[TemplateNode, ...]


class IfNode(Tag, frozen=True, gc=False):
    """`{% if %}` or `{% unless %}` with all its arms."""

    arms: tuple[TemplateArm, ...]
    otherwise: tuple[TemplateNode, ...] = ()


class When(Piece, frozen=True, gc=False):
    """`{% when a, b %}` with what follows."""

    values: tuple[Value, ...]
    body: tuple[TemplateNode, ...]


class Case(Tag, frozen=True, gc=False):
    """`{% case x %}` with all its arms."""

    subject: Value
    arms: tuple[When, ...]
    otherwise: tuple[TemplateNode, ...] = ()


class LoopNode(Tag, frozen=True, gc=False):
    """`{% for x in … %}` or `{% tablerow x in … %}`."""

    variable: Segment
    over: Value
    is_table: bool
    parameters: tuple[Argument, ...] = ()
    body: tuple[TemplateNode, ...] = ()
    otherwise: tuple[TemplateNode, ...] = ()


class Cycle(Tag, frozen=True, gc=False):
    """`{% cycle "a", "b" %}`."""

    group: Value | None
    values: tuple[Value, ...]


class Counter(Tag, frozen=True, gc=False):
    """`{% increment x %}` or `{% decrement x %}`: prints a counter of its own."""

    variable: Segment


class IfChanged(Tag, frozen=True, gc=False):
    """`{% ifchanged %}…{% endifchanged %}`."""

    body: tuple[TemplateNode, ...]


class Jump(Tag, frozen=True, gc=False):
    """`{% break %}` or `{% continue %}`."""


TemplateNode = (
    TemplateText
    | Output
    | Assign
    | Capture
    | IfNode
    | Case
    | LoopNode
    | Cycle
    | Counter
    | Echo
    | IfChanged
    | Jump
)
