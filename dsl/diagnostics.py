"""What is told to the author: one record, many renderers.

A diagnostic carries no prose. Every sentence is a `Text`: a key of `grammar/messages/*.yaml` and its
arguments; `maflow.dsl.catalogue` turns it into English or Chinese when it is shown.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec

from maflow.dsl.source import Span

__all__ = ["Applicability", "Diagnostic", "Edit", "Fix", "Label", "Severity", "Sink", "Text", "items"]


class Severity(enum.Enum):
    """How bad a finding is; the order of the members is from worst to mildest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    STYLE = "style"


class Applicability(enum.Enum):
    """Whether a fix may be applied unasked.

    `SAFE`: who receives what, and when, is provably unchanged. `SUGGEST`: a choice for a person.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    SUGGEST = "suggest"


class Text(msgspec.Struct, frozen=True):
    """One sentence of the catalogue: its key and its arguments.

    Shape: arguments are plain text, the author's words as a rule; `@kind.audience` is a word of the
    catalogue where the sentence does not put the argument in backticks; `items` makes a list of both.
    """

    key: str
    args: dict[str, str] = {}


def items(parts: Iterable[str]) -> str:
    """Return the value of an argument that the catalogue declares as a list (`any` or `all`).

    Example:
        >>> Text("MA001.expected", {"expected": items(["`wait`", "@word.statement"])}).args
        {'expected': '`wait`\\n@word.statement'}
    """
    return "\n".join(part.replace("\n", "\\n") for part in parts)


class Label(msgspec.Struct, frozen=True):
    """A place that matters to a diagnostic, with what is to be said of it."""

    span: Span
    text: Text | None = None


class Edit(msgspec.Struct, frozen=True):
    """Replace a span by a text."""

    span: Span
    replacement: str


class Fix(msgspec.Struct, frozen=True):
    """A way to mend what was found. Edits do not overlap."""

    title: Text
    applicability: Applicability
    edits: tuple[Edit, ...] = ()


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True):
    """One finding.

    `span` is the primary place, as narrow as possible; `note` on it is said under its carets;
    `labels` are the other halves of a conflict; `witness` is an example that shows the finding.
    Shape: `address` says where in the program, when that is known, from the outside in, each part a
    kind with its name or number: `campaign winback/flow/step 4`.
    """

    code: str
    severity: Severity
    message: Text
    span: Span
    note: Text | None = None
    labels: tuple[Label, ...] = ()
    notes: tuple[Text, ...] = ()
    help: tuple[Text, ...] = ()
    fixes: tuple[Fix, ...] = ()
    address: str = ""
    witness: Text | None = None


class Sink:
    """Collects diagnostics in the order they are found."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep one diagnostic."""
        self.diagnostics.append(diagnostic)

    @property
    def has_errors(self) -> bool:
        """Tell whether any finding so far is an error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)
