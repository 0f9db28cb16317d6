"""What is known of a template once it has been read."""

from __future__ import annotations

import enum

import msgspec

from maflow.compiler.templates.nodes import Filtered, Path, TemplateNode
from maflow.compiler.templates.problems import TemplateProblem

__all__ = ["FilterUse", "Local", "LocalKind", "Role", "TagUse", "TemplateAnalysis", "VariableUse"]


class Role(enum.Enum):
    """What a variable is read for."""

    PRINTED = "printed"
    ARGUMENT = "argument"
    ASSIGNED = "assigned"
    TESTED = "tested"
    LOOPED = "looped"
    INDEX = "index"


class LocalKind(enum.Enum):
    """How a template's own variable comes into being."""

    ASSIGNED = "assigned"
    CAPTURED = "captured"
    COUNTER = "counter"
    ITEM = "item"
    LOOP = "loop"


class Local(msgspec.Struct, frozen=True):
    """A variable of the template itself, as it stands at one place.

    `start` and `end` are the place of its name. `alias` is what it stands for when that is one variable
    (the list, for the item of a loop). `sources` are the variables whose being unknown leaves it without
    meaning: it is nothing then, or `is_disguised`, like the `0` that is the size of nothing.
    `may_be_unset`: on some way through the template nothing has set it.
    """

    name: str
    start: int
    end: int
    kind: LocalKind
    alias: Path | None = None
    sources: tuple[Path, ...] = ()
    is_disguised: bool = False
    may_be_unset: bool = False


class VariableUse(msgspec.Struct, frozen=True):
    """A variable that is read. `local` is None for what comes from outside the template.

    `sources`: the outside variables that, unknown, leave nothing to print here: none where a `default` or an
    `{% if %}` stands guard. `expression` is the whole it is part of, where filters can stand.
    """

    path: Path
    role: Role
    local: Local | None = None
    sources: tuple[Path, ...] = ()
    expression: Filtered | None = None

    @property
    def is_guarded(self) -> bool:
        """Tell whether it cannot be nothing here."""
        return not self.sources and not (self.local is not None and self.local.may_be_unset)

    @property
    def needs_default(self) -> bool:
        """Tell whether something might be missing from what is sent."""
        return self.role in (Role.PRINTED, Role.ARGUMENT) and not self.is_guarded


class FilterUse(msgspec.Struct, frozen=True):
    """A filter: the expression it is part of, and which of its filters it is.

    Shape: `locals` are those that the expression names.
    """

    expression: Filtered
    index: int
    locals: dict[str, Local]


class TagUse(msgspec.Struct, frozen=True):
    """A tag and the place of its name."""

    start: int
    end: int
    name: str


class TemplateAnalysis(msgspec.Struct, frozen=True):
    """All that a template reads and does, in the order of its text."""

    value: str
    nodes: tuple[TemplateNode, ...] = ()
    problems: tuple[TemplateProblem, ...] = ()
    variables: tuple[VariableUse, ...] = ()
    filters: tuple[FilterUse, ...] = ()
    tags: tuple[TagUse, ...] = ()
    locals: tuple[Local, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Tell whether it is text alone."""
        return not (self.variables or self.filters or self.tags or self.problems)
