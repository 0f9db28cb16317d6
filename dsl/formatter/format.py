"""The formatter: one file in the canonical layout, or in the keywords of another dialect.

Every result is read again before it is returned. A declaration whose formatted text would not be the
same program, or not have the same comments on the same nodes, is left as its author wrote it; if that
does not help, the file is.
"""

from __future__ import annotations

import msgspec

from maflow.dsl.diagnostics import Diagnostic, Severity, Sink
from maflow.dsl.dialects import DIALECTS, dialect_of
from maflow.dsl.formatter.draft import Draft
from maflow.dsl.formatter.pieces import Sliced, Verbatim, slice_module
from maflow.dsl.formatter.sameness import content, differing, is_alike
from maflow.dsl.parser import parse
from maflow.dsl.printer import header
from maflow.dsl.source import SourceFile, Span

__all__ = ["FormatResult", "format_source"]


class FormatResult(msgspec.Struct, frozen=True, kw_only=True):
    """A formatted file.

    `skipped` are the stretches left as they were: what could not be read, and what would not have
    been the same program afterwards. `is_left_alone` when that is the whole file. `diagnostics` are
    what the parser says of the file as it was.
    """

    text: str
    changed: bool
    skipped: tuple[Span, ...] = ()
    is_left_alone: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


def format_source(source: SourceFile, *, dialect: str | None = None) -> FormatResult:
    """Format a file, and translate its keywords where another dialect is asked for.

    A file with mistakes keeps the stretches in which they are; it is not translated.
    Raises: ValueError for a dialect that does not exist.
    Law: `format_source` of the result changes nothing, and the result is the same program.
    Example:
        >>> format_source(SourceFile("a.ma", "event   ping{value money}")).text
        'event ping { value money }\\n'
    """
    if dialect is not None and dialect not in DIALECTS:
        raise ValueError(f"no dialect {dialect!r}; there are {', '.join(DIALECTS)}")
    sink = Sink()
    read = _Read(source, sink)
    diagnostics = tuple(sink.diagnostics)
    is_translation = dialect not in (None, read.dialect)
    draft = _faithful_draft(read, dialect or read.dialect) if read.can_be_formatted else None
    if draft is None or (is_translation and draft.skipped):
        return _left_alone(source, diagnostics)
    text = draft.text
    return FormatResult(
        text=text,
        changed=text != source.text or source.has_bom,
        skipped=draft.skipped,
        diagnostics=diagnostics,
    )


def _left_alone(source: SourceFile, diagnostics: tuple[Diagnostic, ...]) -> FormatResult:
    whole = Span(source.path, 0, len(source.text))
    return FormatResult(
        text=source.text, changed=False, skipped=(whole,), is_left_alone=True, diagnostics=diagnostics
    )


class _Read:
    """A file and its pieces."""

    def __init__(self, source: SourceFile, sink: Sink) -> None:
        self.source = source
        module = parse(source, sink)
        mistakes = [d.span for d in sink.diagnostics if d.severity is Severity.ERROR]
        self.dialect = module.dialect
        self.sliced: Sliced = slice_module(source, module, mistakes)

    @property
    def can_be_formatted(self) -> bool:
        """Tell whether anything in the file is sound, and the file is text in a known dialect."""
        if self.source.invalid_bytes or dialect_of(self.source.text)[0] not in DIALECTS:
            return False
        is_all_unread = not self.sliced.declarations and any(
            isinstance(piece, Verbatim) for piece in self.sliced.pieces
        )
        return not is_all_unread and _is_encodable(self.source.text)


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _faithful_draft(read: _Read, dialect: str) -> Draft | None:
    """Return a draft that is the same program, with as few declarations as they were as needed."""
    kept: frozenset[int] = frozenset()
    draft = Draft(read.source, read.sliced, dialect, kept)
    if draft.text == read.source.text:
        return draft
    for find in (_differing, _differing_alone, _every_one, None):
        again = _Read(SourceFile(read.source.path, draft.text), Sink())
        if is_alike(read.sliced, again.sliced) and not differing(read.sliced, again.sliced):
            return draft
        if find:
            kept |= find(read, again, draft)
            draft = Draft(read.source, read.sliced, dialect, kept)
    return None


def _differing(read: _Read, again: _Read, draft: Draft) -> frozenset[int]:
    """Return the declarations that are not the same in the whole draft, if they can be compared."""
    return differing(read.sliced, again.sliced) if is_alike(read.sliced, again.sliced) else frozenset()


def _differing_alone(read: _Read, again: _Read, draft: Draft) -> frozenset[int]:
    """Return the declarations whose new text, read by itself, is not the same."""
    wanted = content(read.sliced)
    alone = [
        _Read(SourceFile(read.source.path, header(draft.dialect) + text), Sink()) for text in draft.texts
    ]
    return frozenset(
        number for number, one in enumerate(alone) if wanted[number : number + 1] != content(one.sliced)
    )


def _every_one(read: _Read, again: _Read, draft: Draft) -> frozenset[int]:
    """Return all declarations."""
    return frozenset(range(len(read.sliced.declarations)))
